import type { JsonObject } from '@mcp-agent/core';
import { fromJson, toJson } from '@mcp-agent/core/engine';
import type { ToolDescription } from '@mcp-agent/core/provider';
import { type Check, checkReceived } from '../schema-check.ts';
import { ListToolsResultSchema, type Tool } from '@modelcontextprotocol/sdk/types.js';
import type { Connection } from './connection.ts';
import { listPages } from './list-pages.ts';
import type { ServerLog } from './server-log.ts';

const MAX_DESCRIPTION_LENGTH = 20_000;
const MAX_NAME_LENGTH = 256;

/** A server's tool, with a check of its results against its output schema. */
export class ListedTool {
  readonly description: ToolDescription;
  readonly #log: ServerLog;
  readonly #output: Tool['outputSchema'];
  #checkOutput: Check | undefined;

  constructor(tool: Tool, log: ServerLog) {
    this.#log = log;
    this.#output = tool.outputSchema;
    this.description = {
      name: tool.name,
      ...(tool.description !== undefined && { description: truncate(tool.description) }),
      inputSchema: fromJson<JsonObject>(toJson(tool.inputSchema, `input schema of tool ${tool.name}`)),
      repeatable: tool.annotations?.readOnlyHint === true || tool.annotations?.idempotentHint === true,
    };
  }

  /** Returns the problem with structured content, or `undefined`. */
  resultProblem(structured: unknown): string | undefined {
    if (this.#output === undefined) return undefined;
    if (structured === undefined) return 'structuredContent is missing';
    this.#checkOutput ??= this.#compile(this.#output);
    return this.#checkOutput(structured);
  }

  #compile(schema: object): Check {
    return checkReceived(schema, 'result', (reason) =>
      this.#log.writeOnce(
        'warn',
        `The output schema of tool "${this.description.name}" cannot be compiled: ${reason}. ` +
          'Calls of the tool are not checked against it.',
      ),
    );
  }
}

/** Lists all tools of a server. */
export async function listTools(connection: Connection): Promise<ReadonlyMap<string, ListedTool>> {
  if (connection.capabilities.tools === undefined) return new Map();
  const tools = await listPages('tools', async (params) => {
    const page = await connection.request('tools/list', params, ListToolsResultSchema);
    const items = page.tools.filter((tool) => {
      const { length } = tool.name;
      if (length > 0 && length <= MAX_NAME_LENGTH) return true;
      connection.log.write(
        'warn',
        `A tool is ignored: its name has ${length} characters (1 to ${MAX_NAME_LENGTH} are allowed).`,
      );
      return false;
    });
    return { items, nextCursor: page.nextCursor };
  });
  return new Map(tools.map((tool) => [tool.name, new ListedTool(tool, connection.log)]));
}

function truncate(description: string): string {
  if (description.length <= MAX_DESCRIPTION_LENGTH) return description;
  return `${description.slice(0, MAX_DESCRIPTION_LENGTH)}\n[Truncated: ${MAX_DESCRIPTION_LENGTH} of ${description.length} characters are shown.]`;
}
