import {
  COMPLETE,
  DESCRIBE_SERVER,
  GET_PROMPT,
  LIST_PROMPTS,
  LIST_RESOURCE_TEMPLATES,
  LIST_RESOURCES,
  READ_RESOURCE,
  SERVER_REQUEST_OPTIONS,
  WAIT_FOR_RESOURCE_UPDATE,
  WAIT_OPTIONS,
} from '../mcp/activities.ts';
import type { Completion, CompletionTarget, Prompt, PromptDescription } from '../mcp/prompts.ts';
import type { ResourceContent, ResourceDescription, ResourceTemplateDescription } from '../mcp/resources.ts';
import type { ServerDescription } from '../mcp/server.ts';
import type { JsonObject } from '../../runtime/values/json.ts';
import type { ActivityOptions } from '../../runtime/activity/options.ts';
import { asStep } from '../../runtime/workflow/as-step.ts';
import { type Abilities, AgentSessions } from './sessions.ts';

/**
 * What an agent asks of its servers beside their tools: resources, prompts, completion. Each method throws an
 * {@link ActivityError} when the server cannot be reached or refuses, with the reason as `cause`.
 */
export class AgentServers {
  /** The MCP servers that the agent uses, by their names in the settings. */
  readonly serverNames: readonly string[];

  /** @internal the sessions that the agent has of its own */
  readonly sessions: AgentSessions;

  constructor(serverNames: readonly string[], abilities: Abilities) {
    this.sessions = new AgentSessions(abilities);
    this.serverNames = [...serverNames];
  }

  /** What a server says of itself: its name, its version, its instructions, what it can do. */
  getCapabilities(server: string): Promise<ServerDescription> {
    return this.#ask(DESCRIBE_SERVER, { server });
  }

  /** The resources of the agent's servers; none of those that have no resources. */
  listResources(): Promise<ReadonlyMap<string, readonly ResourceDescription[]>> {
    return this.#ofEach(LIST_RESOURCES);
  }

  /** The resource templates of the agent's servers. */
  listResourceTemplates(): Promise<ReadonlyMap<string, readonly ResourceTemplateDescription[]>> {
    return this.#ofEach(LIST_RESOURCE_TEMPLATES);
  }

  /**
   * Reads a resource.
   *
   * @param uri one that the server lists, or made by one of its templates
   */
  readResource(server: string, uri: string): Promise<ResourceContent> {
    return this.#ask(READ_RESOURCE, { server, uri });
  }

  /**
   * Waits until a resource changes, and reads it. The server is subscribed to only while somebody waits; what
   * changes in between is not missed where `since` says what was seen last. It waits for as long as it takes:
   * put `ctx.withTimeout` around it to wait for less.
   *
   * @param options.since the `version` of the content that was seen last. Default: what the resource holds when
   * the wait begins
   *
   * @example
   * ```ts
   * let report = await agent.readResource('files', 'file:///report.md');
   * report = await agent.waitForResourceUpdate('files', 'file:///report.md', { since: report.version });
   * ```
   */
  waitForResourceUpdate(
    server: string,
    uri: string,
    options: { readonly since?: string } = {},
  ): Promise<ResourceContent> {
    return this.#ask(WAIT_FOR_RESOURCE_UPDATE, { server, uri, ...options }, WAIT_OPTIONS);
  }

  /** The prompts of the agent's servers. */
  listPrompts(): Promise<ReadonlyMap<string, readonly PromptDescription[]>> {
    return this.#ofEach(LIST_PROMPTS);
  }

  /** A prompt of a server, with its arguments filled in. */
  getPrompt(server: string, prompt: string, args: Readonly<Record<string, string>> = {}): Promise<Prompt> {
    return this.#ask(GET_PROMPT, { server, prompt, arguments: { ...args } });
  }

  /**
   * Has a server propose values for an argument of a prompt, or for a variable of a resource template.
   *
   * @param argument its name, and what of its value is there already
   * @param known the values of the others, as far as they are known
   */
  complete(
    server: string,
    target: CompletionTarget,
    argument: { readonly name: string; readonly value: string },
    known: Readonly<Record<string, string>> = {},
  ): Promise<Completion> {
    return this.#ask(COMPLETE, {
      server,
      target: { ...target },
      argument: { ...argument },
      known: { ...known },
    });
  }

  #ofEach<T>(activity: string): Promise<ReadonlyMap<string, readonly T[]>> {
    return asStep(activity, async () => {
      const lists = await Promise.all(
        this.serverNames.map(async (server): Promise<[string, readonly T[]]> => [
          server,
          await this.#ask<T[]>(activity, { server }),
        ]),
      );
      return new Map(lists);
    });
  }

  #ask<T>(
    activity: string,
    request: JsonObject & { readonly server: string },
    how: ActivityOptions = SERVER_REQUEST_OPTIONS,
  ): Promise<T> {
    return asStep(`${activity} of server "${request.server}"`, (ctx) =>
      this.sessions.run(ctx, request.server, ({ input, options }) =>
        ctx.executeActivity<T>(activity, { ...request, ...input }, { ...how, ...options }),
      ),
    );
  }
}
