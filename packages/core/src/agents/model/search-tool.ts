import type { JsonObject } from '../../runtime/values/json.ts';
import type { ToolDescription } from './tools.ts';

/** Name of the tool with which a model searches other tools. */
const SEARCH_TOOL = 'search_tools';

/** Default budget of {@link ToolSearch}. */
export const DEFAULT_SEARCH_TOKENS = 20_000;

const DEFAULT_RESULTS = 5;
/** Maximum number of tools that one search finds. */
export const MAX_RESULTS = 20;
const MAX_LISTED_SERVERS = 50;

/** When an agent offers a search of its tools in place of all tools. */
export interface ToolSearch {
  /**
   * Budget for the definitions of tools in a request, in tokens, estimated at four characters each. Above it, the model
   * is offered a tool that searches the others, and what it found. `0` always offers the search. Default: 20,000.
   */
  readonly tokens?: number;
}

/** Returns the description of the search tool. It names the servers whose tools a search can find. */
export function describeSearch(servers: readonly string[], count: number): ToolDescription {
  const listed = servers.slice(0, MAX_LISTED_SERVERS).join(', ');
  const more = servers.length > MAX_LISTED_SERVERS ? ` and ${servers.length - MAX_LISTED_SERVERS} more` : '';
  const from = servers.length === 0 ? '' : ` of ${listed}${more}`;
  return {
    name: SEARCH_TOOL,
    description:
      `Finds tools that you can then call. You have ${count} tools${from}, and see only those that you have ` +
      'searched for. Search before you answer that you cannot do something.',
    inputSchema: INPUT,
    repeatable: true,
  };
}

const INPUT: JsonObject = {
  type: 'object',
  properties: {
    query: { type: 'string', description: 'What the tool should do, in a few English words: "create issue"' },
    limit: {
      type: 'integer',
      minimum: 1,
      maximum: MAX_RESULTS,
      description: `Maximum number of tools to find. Default: ${DEFAULT_RESULTS}`,
    },
  },
  required: ['query'],
};

/** Returns the arguments of a search, which match the schema. */
export function searchArguments(args: JsonObject): { readonly query: string; readonly limit: number } {
  const { query, limit } = args;
  return {
    query: typeof query === 'string' ? query : '',
    limit: typeof limit === 'number' ? Math.min(MAX_RESULTS, Math.max(1, limit)) : DEFAULT_RESULTS,
  };
}
