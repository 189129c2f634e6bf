import type { JsonObject, ToolDescription } from '@mcp-agent/core';
import { toJson } from '@mcp-agent/core';
import { fromJson } from '@mcp-agent/core/engine';
import { type ListToolsResult, ListToolsResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { RequestFailure } from '../request-failure.ts';

const MOST_PAGES = 100;
const MOST_TOOLS = 5_000;

/** Asks for one page. */
type AskForPage = (
  params: { cursor?: string },
  schema: typeof ListToolsResultSchema,
) => Promise<ListToolsResult>;

/** All pages of a server's list of tools, up to a bound: a server may go on without end. */
export async function listAllTools(ask: AskForPage): Promise<readonly ToolDescription[]> {
  const tools: ToolDescription[] = [];
  let cursor: string | undefined;
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const result = await ask(cursor === undefined ? {} : { cursor }, ListToolsResultSchema);
    for (const tool of result.tools) {
      tools.push({
        name: tool.name,
        ...(tool.description !== undefined && { description: tool.description }),
        inputSchema: fromJson<JsonObject>(toJson(tool.inputSchema, `input schema of tool ${tool.name}`)),
        repeatable: tool.annotations?.readOnlyHint === true || tool.annotations?.idempotentHint === true,
      });
    }
    if (tools.length > MOST_TOOLS) {
      throw new RequestFailure(`it lists more than ${MOST_TOOLS} tools`, {
        delivery: 'answered',
        final: true,
      });
    }
    // Some servers say that there is no other page by an empty cursor.
    if (result.nextCursor === undefined || result.nextCursor === '') return tools;
    cursor = result.nextCursor;
  }
  throw new RequestFailure(`its list of tools has more than ${MOST_PAGES} pages`, {
    delivery: 'answered',
    final: true,
  });
}
