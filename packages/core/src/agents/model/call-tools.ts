import type { ActivityContext } from '../../runtime/activity/context.ts';
import type { JsonObject } from '../../runtime/values/json.ts';
import { isAllowed } from './allowed-tools.ts';
import { definitionTokens } from './estimate-usage.ts';
import { canDefer, foundTools } from './found-tools.ts';
import { findFunctionTool } from './function-tool.ts';
import { listServers } from './list-servers.ts';
import type { Message } from './messages.ts';
import type { ModelCall } from './model-call.ts';
import { DEFAULT_SEARCH_TOKENS, describeSearch, searchArguments } from './search-tool.ts';
import { searchTools } from './tool-search.ts';
import { warnOfUnusedNames } from './tool-warnings.ts';
import { type OfferedTool, offerTools } from './tools.ts';

/**
 * The tools of one model call: those that the model may call, and those whose definitions it receives. They are not
 * state of the workflow: each call derives them from the servers' current lists and from the conversation.
 */
export class CallTools {
  /** By the names that the model sees. */
  readonly callable: ReadonlyMap<string, OfferedTool>;
  readonly #hasSearch: boolean;
  readonly #budget: number;
  readonly #chosen: string | undefined;

  constructor(named: ReadonlyMap<string, OfferedTool>, { allowedTools = [], toolSearch, params }: ModelCall) {
    const { toolChoice } = params;
    this.#chosen = typeof toolChoice === 'object' ? toolChoice.tool : undefined;
    const allowed = [...named.values()].filter((tool) => allowedTools.every((list) => isAllowed(list, tool)));
    const deferrable = allowed.filter(canDefer);
    const { tokens = DEFAULT_SEARCH_TOKENS } =
      toolSearch === false ? { tokens: Infinity } : (toolSearch ?? {});
    this.#budget = tokens;
    this.#hasSearch = deferrable.length > 0 && definitionTokens(deferrable) > tokens;
    const callable = allowed.filter(({ target }) => target.kind !== 'search' || this.#hasSearch);
    const servers = new Set(
      deferrable.flatMap(({ target }) => (target.kind === 'server' ? [target.server] : [])),
    );
    this.callable = new Map(
      callable.map((tool) => [
        tool.name,
        tool.target.kind === 'search'
          ? { ...tool, tool: describeSearch([...servers], deferrable.length) }
          : tool,
      ]),
    );
  }

  /** Returns the tools whose definitions the model receives. */
  offered(messages: readonly Message[]): readonly OfferedTool[] {
    const tools = [...this.callable.values()];
    if (!this.#hasSearch) return tools;
    const found = foundTools(messages, this.callable, this.#budget);
    const chosen = tools.filter(
      (tool) => tool.name === this.#chosen && canDefer(tool) && !found.includes(tool),
    );
    return [...tools.filter((tool) => !canDefer(tool)), ...found, ...chosen];
  }

  readonly search = (args: JsonObject): readonly string[] => {
    const { query, limit } = searchArguments(args);
    return searchTools(query, [...this.callable.values()].filter(canDefer), limit).map(({ name }) => name);
  };
}

/**
 * Lists the tools of a model call.
 *
 * @throws {@link ServerStartError} when a server cannot be reached, and {@link UnknownServerError}
 */
export async function toolsOf(call: ModelCall, context: ActivityContext): Promise<CallTools> {
  const { functions = [], workflowTools = [], toolSearch } = call;
  const named = offerTools({
    servers: await listServers(call, context),
    functions: functions.map((name) => findFunctionTool(name).describe()),
    workflow: workflowTools,
    // Also while all tools fit the budget, so that a tool has the same name when they do not.
    ...(toolSearch !== false && { search: describeSearch([], 0) }),
  });
  await warnOfUnusedNames(call, [...named.values()], context);
  return new CallTools(named, call);
}
