import type { JsonObject } from '@mcp-agent/core';
import { fromJson, toJson } from '@mcp-agent/core/engine';
import type { ToolDescription } from '@mcp-agent/core/provider';
import type { Abilities } from '../abilities.ts';
import { type Check, checkReceived } from '../schema-check.ts';
import type { Tool } from '@modelcontextprotocol/client';
import { annotationsOf, describeTool } from '../tool-definition.ts';
import type { Connection } from './connection.ts';
import { type List, listPages } from './list-pages.ts';
import type { ServerLog } from './server-log.ts';

const MAX_DESCRIPTION_LENGTH = 20_000;
const MAX_NAME_LENGTH = 256;

/** A server's tool, with a check of its results against its output schema. */
export class ListedTool {
  readonly description: ToolDescription;
  /** The definition as the server sent it. */
  readonly definition: Tool;
  readonly #log: ServerLog;
  readonly #output: Tool['outputSchema'];
  #checkOutput: Check | undefined;

  constructor(tool: Tool, log: ServerLog) {
    this.#log = log;
    this.definition = tool;
    this.#output = tool.outputSchema;
    this.description = describeTool({
      name: tool.name,
      ...(tool.description !== undefined && { description: truncate(tool.description) }),
      inputSchema: fromJson<JsonObject>(toJson(tool.inputSchema, `input schema of tool ${tool.name}`)),
      ...(tool.annotations !== undefined && { annotations: annotationsOf(tool.annotations) }),
    });
  }

  /** Returns the problem with structured content, or `undefined`. */
  async resultProblem(structured: unknown): Promise<string | undefined> {
    if (this.#output === undefined) return undefined;
    if (structured === undefined) return 'structuredContent is missing';
    this.#checkOutput ??= this.#checkOf(this.#output);
    return this.#checkOutput(structured);
  }

  #checkOf(schema: object): Check {
    return checkReceived(schema, 'result', (reason) =>
      this.#log.writeOnce(
        'warn',
        `The results of tool "${this.description.name}" are not fully checked against its output schema: ${reason}.`,
      ),
    );
  }
}

/** Lists all tools of a server for a caller with these abilities. */
export async function listTools(connection: Connection, abilities: Abilities): Promise<List<ListedTool>> {
  if (connection.capabilities.tools === undefined) return { items: [], ttlMs: Infinity };
  const names = new Set<string>();
  return listPages('tools', async (params) => {
    const page = await connection.request('tools/list', params, { abilities });
    const items = page.tools.flatMap((tool) => {
      const problem = nameProblem(tool.name) ?? (names.has(tool.name) ? REPEATED : undefined);
      names.add(tool.name);
      const listed = problem ?? toListed(tool, connection);
      if (typeof listed !== 'string') return [listed];
      const name = nameProblem(tool.name) === undefined ? `Tool "${tool.name}"` : 'A tool';
      connection.log.write('warn', `${name} is ignored: ${listed}.`);
      return [];
    });
    return { ...page, items };
  });
}

const REPEATED = 'an earlier tool of the list has the same name';

function nameProblem({ length }: string): string | undefined {
  if (length > 0 && length <= MAX_NAME_LENGTH) return undefined;
  return `its name has ${length} characters (1 to ${MAX_NAME_LENGTH} are allowed)`;
}

/** Returns the tool, or why it cannot be offered: a workflow must be able to hold its schema. */
function toListed(tool: Tool, { log }: Connection): ListedTool | string {
  try {
    return new ListedTool(tool, log);
  } catch {
    return 'its input schema is larger than 2,000,000 bytes or nested more than 500 levels deep';
  }
}

function truncate(description: string): string {
  if (description.length <= MAX_DESCRIPTION_LENGTH) return description;
  return `${description.slice(0, MAX_DESCRIPTION_LENGTH)}\n[Truncated: ${MAX_DESCRIPTION_LENGTH} of ${description.length} characters are shown.]`;
}
