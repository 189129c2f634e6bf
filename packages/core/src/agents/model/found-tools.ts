import { definitionTokens } from './estimate-usage.ts';
import type { Message } from './messages.ts';
import { MAX_RESULTS } from './search-tool.ts';
import type { OfferedTool } from './tools.ts';

/**
 * Returns the tools of a request that has a search: those that the conversation has found or called, in the order in
 * which they were found, so that the start of a request stays the same and services can cache it. The latest are kept
 * within the budget, but at least as many as one search can find.
 */
export function foundTools(
  messages: readonly Message[],
  tools: ReadonlyMap<string, OfferedTool>,
  budget: number,
): OfferedTool[] {
  const order: string[] = [];
  const latest = new Set<string>();
  for (const name of namesIn(messages)) {
    if (latest.delete(name)) latest.add(name);
    else {
      latest.add(name);
      order.push(name);
    }
  }
  const kept = new Set<string>();
  let tokens = 0;
  for (const name of [...latest].toReversed()) {
    const tool = tools.get(name);
    if (tool === undefined || !canDefer(tool)) continue;
    tokens += definitionTokens([tool]);
    if (tokens > budget && kept.size >= MAX_RESULTS) break;
    kept.add(name);
  }
  return order.flatMap((name) => {
    const tool = kept.has(name) ? tools.get(name) : undefined;
    return tool === undefined ? [] : [tool];
  });
}

function namesIn(messages: readonly Message[]): string[] {
  const calls = messages.flatMap((message) => (message.role === 'assistant' ? message.toolCalls : []));
  return calls.flatMap(({ name, target }) => {
    if (target?.kind === 'search') return target.found;
    return target === undefined ? [] : [name];
  });
}

/** Whether a model may have to search for a tool. The agents, people and the search itself are always offered. */
export function canDefer({ target }: OfferedTool): boolean {
  return target.kind === 'server' || target.kind === 'function';
}
