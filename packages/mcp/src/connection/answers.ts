import type { JsonObject } from '@mcp-agent/core';
import type { ElicitationRequest, SamplingRequest } from '@mcp-agent/core/host';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import {
  type ClientCapabilities,
  CreateMessageRequestSchema,
  type CreateMessageResult,
  ElicitationCompleteNotificationSchema,
  ElicitRequestSchema,
  type ElicitResult,
  ErrorCode,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
import type { Answerer } from '../answerer.ts';
import { elicitationAnswer, elicitationRequest, fillIn } from './elicitation.ts';
import { samplingRequest, samplingResult } from './sampling.ts';
import { checkFor } from './check.ts';
import type { ServerLog } from './server-log.ts';

/** What a connection offers its server. */
export interface Abilities {
  readonly sampling?: boolean;
  readonly elicitation?: boolean;
}

/** What MCP has for it. */
export function declared({ sampling = false, elicitation = false }: Abilities): ClientCapabilities {
  return {
    ...(sampling && { sampling: {} }),
    ...(elicitation && { elicitation: { form: { applyDefaults: true }, url: {} } }),
  };
}

/** What the connection does for those who answer on it. */
interface Surroundings {
  readonly server: string;
  readonly log: ServerLog;
  /** Has the time of the call stand still. */
  pause(): () => void;
}

/** MCP's code for what the user refused. */
const REFUSED = -1;
/** How often a form is shown again whose answer does not fit. */
const MAX_FORMS = 3;

/** Answers what the server asks on one connection, through whoever uses it. */
export class Answers {
  readonly #around: Surroundings;
  /** Several where an agent makes several calls in its own session; any of them speaks for the agent. */
  readonly #answerers: Answerer[] = [];
  /** Pages that the server says were done with. */
  readonly #completed = new Map<string, () => void>();

  constructor(client: Client, abilities: Abilities, around: Surroundings) {
    this.#around = around;
    if (abilities.sampling === true) {
      client.setRequestHandler(CreateMessageRequestSchema, ({ params }, { signal }) =>
        this.#answer(signal, (answerer) => this.#sample(answerer, samplingRequest(around.server, params))),
      );
    }
    if (abilities.elicitation === true) {
      client.setRequestHandler(ElicitRequestSchema, ({ params }, { signal }) =>
        this.#answer(signal, (answerer) => this.#elicit(answerer, elicitationRequest(around.server, params))),
      );
      client.setNotificationHandler(ElicitationCompleteNotificationSchema, ({ params }) =>
        this.#completed.get(params.elicitationId)?.(),
      );
    }
  }

  /** Has what the server asks meanwhile answered by the one given. */
  async during<T>(answerer: Answerer, action: () => Promise<T>): Promise<T> {
    this.#answerers.push(answerer);
    try {
      return await action();
    } finally {
      this.#answerers.splice(this.#answerers.indexOf(answerer), 1);
    }
  }

  /** Whether a person could be shown pages now. */
  get canElicit(): boolean {
    return this.#answerers.at(-1)?.elicit !== undefined;
  }

  /**
   * Shows a person a page that a server wants seen before it does what was asked.
   *
   * @returns whether the person agreed; `completed` resolves when the server says that all is done there
   */
  async visit(page: unknown): Promise<{ readonly agreed: boolean; readonly completed: Promise<void> }> {
    const completed = Promise.withResolvers<void>();
    try {
      const result = await this.#answer(undefined, (answerer) => {
        const request = elicitationRequest(this.#around.server, page);
        if (request.mode === 'url') this.#completed.set(request.elicitationId, completed.resolve);
        return this.#elicit(answerer, request);
      });
      return { agreed: result.action === 'accept', completed: completed.promise };
    } catch {
      // Why is in the log.
      return { agreed: false, completed: completed.promise };
    }
  }

  async #answer<T>(signal: AbortSignal | undefined, answer: (answerer: Answerer) => Promise<T>): Promise<T> {
    const answerer = this.#answerers.at(-1);
    if (answerer === undefined) throw new McpError(REFUSED, 'No call is under way that could answer.');
    const go = this.#around.pause();
    try {
      return await answer(answerer);
    } catch (error) {
      if (error instanceof McpError) throw error;
      if (signal?.aborted !== true) {
        this.#around.log.say('warn', `asked, and was refused: ${String(error)}`);
      }
      // Why is the workflow's affair, and not the server's.
      throw new McpError(REFUSED, 'The request was refused.');
    } finally {
      go();
    }
  }

  async #sample(answerer: Answerer, request: SamplingRequest): Promise<CreateMessageResult> {
    if (answerer.sample === undefined) throw refused('sampling');
    return samplingResult(await answerer.sample(request));
  }

  async #elicit(answerer: Answerer, request: ElicitationRequest): Promise<ElicitResult> {
    if (answerer.elicit === undefined) throw refused('elicitation');
    if (request.mode === 'url') return elicitationAnswer(await answerer.elicit(request));
    let problem: string | undefined;
    for (let form = 1; form <= MAX_FORMS; form += 1) {
      const answer = await answerer.elicit(problem === undefined ? request : { ...request, problem });
      if (answer.action !== 'accept') return { action: answer.action };
      const content: JsonObject = fillIn(request.schema, answer.content ?? {});
      problem = checkFor(request.schema, 'answer')(content);
      if (problem === undefined) return elicitationAnswer({ action: 'accept', content });
    }
    throw new McpError(ErrorCode.InvalidParams, `The answer does not fit the form: ${problem}`);
  }
}

function refused(what: string): McpError {
  return new McpError(ErrorCode.MethodNotFound, `This call does not answer ${what}.`);
}
