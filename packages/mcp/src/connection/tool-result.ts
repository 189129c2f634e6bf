import type { AbortSignalLike } from '@mcp-agent/core/provider';
import { type CallToolResult, isCallToolResult } from '@modelcontextprotocol/client';
import type { Abilities } from '../abilities.ts';
import type { ToolResult } from '../tool-invocation.ts';
import { waitFor } from '../wait.ts';
import type { Connection } from './connection.ts';
import { contentParts } from './content.ts';
import { fittingContent } from './fitting-content.ts';
import type { ListedTool } from './tools.ts';

/** Converts the result of a tool call, and checks it against the tool's output schema. */
export async function fromCallResult(
  name: string,
  tool: ListedTool | undefined,
  result: CallToolResult,
): Promise<ToolResult> {
  const { structuredContent } = result;
  const schemaMismatch = result.isError === true ? undefined : await tool?.resultProblem(structuredContent);
  if (schemaMismatch !== undefined) return invalidResult(name, schemaMismatch, contentParts(result));
  return { ...fittingContent(result), isError: result.isError ?? false };
}

/** Converts the result of a task. */
export async function fromTaskResult(
  connection: Connection,
  name: string,
  result: unknown,
  { abilities, signal }: { readonly abilities: Abilities; readonly signal: AbortSignalLike },
): Promise<ToolResult> {
  // The tool did its work: what cannot be read is shown as it is.
  if (!isCallToolResult(result)) {
    return { content: [{ type: 'text', text: JSON.stringify(result ?? null) }], isError: false };
  }
  const tools = await waitFor(connection.tools.known(abilities), signal).catch((error: unknown) => {
    if (signal.aborted) throw error;
    return undefined;
  });
  return fromCallResult(name, tools?.get(name), result);
}

/** Returns a failure that a model can react to. */
export function errorResult(text: string): ToolResult {
  return { content: [{ type: 'text', text }], isError: true };
}

/** Reports to the model that the tool ran but its result does not match its output schema. */
function invalidResult(tool: string, problem: string, content: ToolResult['content']): ToolResult {
  const text = `Tool "${tool}" was called, but its result does not match its output schema: ${problem}. The result:`;
  return { content: [{ type: 'text', text }, ...content], isError: true };
}
