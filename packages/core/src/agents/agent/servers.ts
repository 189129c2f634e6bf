import {
  COMPLETE,
  DESCRIBE_SERVER,
  GET_PROMPT,
  LIST_PROMPTS,
  LIST_RESOURCE_TEMPLATES,
  LIST_RESOURCES,
  READ_RESOURCE,
  WAIT_FOR_RESOURCE_UPDATE,
  WAIT_OPTIONS,
} from '../mcp/activities.ts';
import { CALL_ACTIVITY_OPTIONS } from '../calls/call-activity-options.ts';
import { checkCallSettings, sentOptions } from '../calls/call-options.ts';
import type { CallSettings } from '../calls/call-settings.ts';
import type { GivenInput } from '../mcp/input-required.ts';
import type { Abilities } from '../mcp/abilities.ts';
import type { Completion, CompletionTarget, Prompt, PromptDescription } from '../mcp/prompts.ts';
import type { ResourceContent, ResourceDescription, ResourceTemplateDescription } from '../mcp/resources.ts';
import type { ServerDescription } from '../mcp/server.ts';
import type { JsonObject } from '../../runtime/values/json.ts';
import type { ActivityOptions } from '../../runtime/activity/options.ts';
import { asStep } from '../../runtime/workflow/as-step.ts';
import { type AnsweringAgent, serverAnswers, stopAnswering } from './server-answers.ts';
import { ServerQuestions } from './server-questions.ts';
import { AgentSessions } from './sessions.ts';

/**
 * Server features of an agent other than tools: resources, prompts, completion. Each method throws an
 * {@link ActivityError} when the server cannot be reached or rejects the request, with the reason as `cause`.
 */
export abstract class AgentServers {
  /** The MCP servers that the agent uses, by their names in the settings. */
  readonly serverNames: readonly string[];

  /** Timeouts and retries of the agent's calls, in place of those of the settings. */
  readonly calls: CallSettings | undefined;

  /** @internal The agent's own sessions. */
  readonly sessions: AgentSessions;

  constructor(
    serverNames: readonly string[],
    { calls, ...abilities }: Abilities & { readonly calls: CallSettings | undefined },
  ) {
    if (calls !== undefined) checkCallSettings('calls', calls);
    this.calls = calls;
    this.sessions = new AgentSessions(abilities, sentOptions('tool', calls));
    this.serverNames = [...serverNames];
  }

  /** @internal Answers the questions of a server during one request. */
  protected abstract answering(): AnsweringAgent;

  /** Returns a server's name, version, instructions and capabilities. */
  getCapabilities(server: string): Promise<ServerDescription> {
    return this.#ask(DESCRIBE_SERVER, { server });
  }

  /** Lists the resources of the agent's servers. The list is empty for a server without resources. */
  listResources(): Promise<ReadonlyMap<string, readonly ResourceDescription[]>> {
    return this.#ofEach(LIST_RESOURCES);
  }

  /** Lists the resource templates of the agent's servers. */
  listResourceTemplates(): Promise<ReadonlyMap<string, readonly ResourceTemplateDescription[]>> {
    return this.#ofEach(LIST_RESOURCE_TEMPLATES);
  }

  /**
   * Reads a resource.
   *
   * @param uri a URI that the server lists, or one built from one of its templates
   * @throws {@link ServerRequestError} when the server asks for what the agent does not answer
   */
  readResource(server: string, uri: string): Promise<ResourceContent> {
    return this.#askBack(READ_RESOURCE, 'resources/read', `resource ${uri}`, { server, uri });
  }

  /**
   * Waits until a resource changes, and reads it. The subscription exists only during the wait; pass `since` to
   * detect changes between two waits. There is no timeout: use `ctx.withTimeout` to limit the wait.
   *
   * @param options.since `version` of the last known content. Default: the content when the wait starts
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

  /** Lists the prompts of the agent's servers. */
  listPrompts(): Promise<ReadonlyMap<string, readonly PromptDescription[]>> {
    return this.#ofEach(LIST_PROMPTS);
  }

  /**
   * Returns a server's prompt with its arguments filled in.
   *
   * @throws {@link ServerRequestError} when the server asks for what the agent does not answer
   */
  getPrompt(server: string, prompt: string, args: Readonly<Record<string, string>> = {}): Promise<Prompt> {
    const request = { server, prompt, arguments: { ...args } };
    return this.#askBack(GET_PROMPT, 'prompts/get', `prompt "${prompt}"`, request);
  }

  /**
   * Asks a server for completions of a prompt argument or a resource template variable.
   *
   * @param argument its name, and the value typed so far
   * @param known the values of the other arguments, as far as they are known
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

  /** Sends a request that a server may answer with questions. */
  #askBack<T extends object>(
    activity: string,
    method: string,
    subject: string,
    request: JsonObject & { readonly server: string },
  ): Promise<T> {
    const { server } = request;
    return asStep(`${activity} of server "${server}"`, async (ctx) => {
      const answering = this.answering();
      const answers = serverAnswers(ctx, answering);
      const able = answers === undefined ? {} : { answers };
      const send = <R extends object>(given: { readonly given?: GivenInput } = {}): Promise<R> =>
        this.sessions.run<R>(
          ctx,
          activity,
          { ...request, ...able, ...given, ...sentOptions('tool', this.calls) },
          CALL_ACTIVITY_OPTIONS,
        );
      const questions = new ServerQuestions(ctx, answering, { server, method, subject });
      try {
        return await questions.untilResult<T>(
          () => send(),
          (given) => send({ given }),
        );
      } finally {
        stopAnswering(ctx, answering);
      }
    });
  }

  #ask<T extends object>(
    activity: string,
    request: JsonObject & { readonly server: string },
    options: ActivityOptions = CALL_ACTIVITY_OPTIONS,
  ): Promise<T> {
    return asStep(`${activity} of server "${request.server}"`, (ctx) =>
      this.sessions.run<T>(ctx, activity, { ...request, ...sentOptions('tool', this.calls) }, options),
    );
  }
}
