import type { ActivityContext } from '../../../runtime/activity/context.ts';
import type { ResourceDefinition } from '../../../runtime/activity/resource.ts';
import type { Abilities, WithAbilities } from '../../mcp/abilities.ts';
import { toolSource } from '../../host/tool-source.ts';
import type { ModelCall } from '../model-call.ts';
import type { ToolDescription } from '../tools.ts';
import { TEST_CONTEXT } from './context.ts';

/** A host whose servers have the given tools, which a test can replace. */
export interface TestHost {
  readonly context: ActivityContext;
  readonly servers: Record<string, readonly ToolDescription[]>;
  readonly instructions: Record<string, string>;
  /** The abilities of the callers that listed tools so far. */
  readonly listed: (Abilities | undefined)[];
  /** The warnings so far. */
  readonly log: string[];
}

export function testHost(servers: Record<string, readonly ToolDescription[]>): TestHost {
  const log: string[] = [];
  const instructions: Record<string, string> = {};
  const open = new Map<string, unknown>();
  const listed: (Abilities | undefined)[] = [];
  const source = {
    listTools: (server: string, { abilities }: WithAbilities) => {
      listed.push(abilities);
      return Promise.resolve(servers[server] ?? []);
    },
    instructions: (server: string) => Promise.resolve(instructions[server]),
  };
  open.set(toolSource.name, source);
  const resource = async <T>(definition: ResourceDefinition<T>): Promise<T> => {
    if (!open.has(definition.name)) open.set(definition.name, await definition.open(TEST_CONTEXT.settings));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the definition of this name has opened it
    return open.get(definition.name) as T;
  };
  return {
    servers,
    instructions,
    log,
    listed,
    context: { ...TEST_CONTEXT, resource, log: (_, message) => log.push(message) },
  };
}

export function tool(name: string, more: Partial<ToolDescription> = {}): ToolDescription {
  return { name, inputSchema: { type: 'object' }, repeatable: false, ...more };
}

/** A call of an agent with all servers of a host. */
export function callOf(host: TestHost, more: Partial<ModelCall> = {}): ModelCall {
  return {
    conversation: { id: 'c', length: 0, digest: 0 },
    unsent: [],
    servers: Object.keys(host.servers),
    params: {},
    ...more,
  };
}
