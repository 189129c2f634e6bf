import type { JsonObject, JsonValue } from '@mcp-agent/core';
import type { ElicitationAnswer, ElicitationRequest, SamplingRequest } from '@mcp-agent/core/host';
import {
  type Client,
  type ClientCapabilities,
  type CreateMessageResult,
  type ElicitRequestParams,
  type ElicitResult,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/client';
import type { Abilities } from '../abilities.ts';
import type { Answerer } from '../answerer.ts';
import type { ServerSpec } from '../server-spec.ts';
import { checkReceived } from '../schema-check.ts';
import { elicitationRequest, fillIn } from './elicitation.ts';
import { receivedAs } from './question-messages.ts';
import { samplingRequest, samplingResult } from './sampling.ts';
import type { ServerLog } from './server-log.ts';
import { ANY_OBJECT } from './task-messages.ts';

/** The extension of tasks (SEP-2663). */
const TASKS_EXTENSION = 'io.modelcontextprotocol/tasks';

/** Converts abilities, and what the settings of the server allow, to MCP client capabilities. */
export function declared(
  { sampling = false, elicitation = false, tasks = false }: Abilities,
  { roots }: Pick<ServerSpec, 'roots'>,
): ClientCapabilities {
  return {
    ...(roots.length > 0 && { roots: {} }),
    ...(sampling && { sampling: {} }),
    ...(elicitation && { elicitation: { form: { applyDefaults: true }, url: {} } }),
    ...(tasks && { extensions: { [TASKS_EXTENSION]: {} } }),
  };
}

/** The parts of a connection that request handlers use. */
interface ConnectionContext {
  readonly server: string;
  readonly log: ServerLog;
  /** Pauses the timeouts of calls. Returns a function that resumes them. */
  pause(): () => void;
}

/** MCP's error code for a request that the user rejected. */
const REJECTED = -1;
/** How often a form with an invalid answer is shown. */
const MAX_FORMS = 3;

/** Answers a server's requests on one connection, through the caller that uses it. */
export class Answers {
  readonly #context: ConnectionContext;
  /** Several if an agent makes concurrent calls in its session; any of them can answer for the agent. */
  readonly #answerers: Answerer[] = [];
  /** Callbacks for pages that the server reports as completed, by elicitation ID. */
  readonly #completed = new Map<string, () => void>();

  constructor(client: Client, abilities: Abilities, context: ConnectionContext) {
    this.#context = context;
    if (abilities.sampling === true) {
      const method = receivedAs('sampling/createMessage');
      client.setRequestHandler(method, { params: ANY_OBJECT }, (params, { mcpReq: { signal } }) =>
        this.#answer(signal, (answerer) => this.#sample(answerer, samplingRequest(context.server, params))),
      );
    }
    if (abilities.elicitation === true) {
      const method = receivedAs('elicitation/create');
      client.setRequestHandler(method, { params: ANY_OBJECT }, (params, { mcpReq: { signal } }) =>
        this.#answer(signal, (answerer) =>
          this.#elicit(answerer, elicitationRequest(context.server, params)),
        ),
      );
      client.setNotificationHandler('notifications/elicitation/complete', ({ params }) =>
        this.#completed.get(params.elicitationId)?.(),
      );
    }
  }

  /** Answers the server's requests with this answerer while the action runs. */
  async during<T>(answerer: Answerer, action: () => Promise<T>): Promise<T> {
    this.#answerers.push(answerer);
    try {
      return await action();
    } finally {
      this.#answerers.splice(this.#answerers.indexOf(answerer), 1);
    }
  }

  /** Whether pages can be shown to a user now. */
  get canElicit(): boolean {
    return this.#answerers.at(-1)?.elicit !== undefined;
  }

  /**
   * Shows the user a page that the server requires before it fulfills a request.
   *
   * @returns whether the user agreed; `completed` resolves when the server reports that the page is completed
   */
  async visit(
    page: ElicitRequestParams,
  ): Promise<{ readonly agreed: boolean; readonly completed: Promise<void> }> {
    const completed = Promise.withResolvers<void>();
    try {
      const result = await this.#answer(undefined, (answerer) => {
        const request = elicitationRequest(this.#context.server, page);
        if (request.mode === 'url' && request.elicitationId !== undefined) {
          this.#completed.set(request.elicitationId, completed.resolve);
        }
        return this.#elicit(answerer, request);
      });
      return { agreed: result.action === 'accept', completed: completed.promise };
    } catch {
      // The reason is in the log.
      return { agreed: false, completed: completed.promise };
    }
  }

  async #answer<T>(signal: AbortSignal | undefined, answer: (answerer: Answerer) => Promise<T>): Promise<T> {
    const answerer = this.#answerers.at(-1);
    if (answerer === undefined)
      throw new ProtocolError(REJECTED, 'No call is in progress that could answer the request.');
    const resume = this.#context.pause();
    try {
      return await answer(answerer);
    } catch (error) {
      if (error instanceof ProtocolError) throw error;
      if (signal?.aborted !== true) {
        this.#context.log.write('warn', `A request from the server was rejected: ${String(error)}`);
      }
      // The reason is internal to the workflow and not sent to the server.
      throw new ProtocolError(REJECTED, 'The request was rejected.');
    } finally {
      resume();
    }
  }

  async #sample(answerer: Answerer, request: SamplingRequest): Promise<CreateMessageResult> {
    if (answerer.sample === undefined) throw unsupported('sampling');
    return samplingResult(await answerer.sample(request));
  }

  async #elicit(answerer: Answerer, request: ElicitationRequest): Promise<ElicitResult> {
    if (answerer.elicit === undefined) throw unsupported('elicitation');
    if (request.mode === 'url') return { action: (await answerer.elicit(request)).action };
    const check = checkReceived(request.schema, 'answer', (reason) =>
      this.#context.log.write(
        'warn',
        `The user's answer is not fully checked against the schema of the form: ${reason}.`,
      ),
    );
    let problem: string | undefined;
    for (let form = 1; form <= MAX_FORMS; form += 1) {
      const answer = await answerer.elicit(problem === undefined ? request : { ...request, problem });
      if (answer.action !== 'accept') return { action: answer.action };
      const content: JsonObject = fillIn(request.schema, answer.content ?? {});
      problem = await check(content);
      if (problem === undefined) return elicitResult({ action: 'accept', content });
    }
    throw new ProtocolError(
      ProtocolErrorCode.InvalidParams,
      `The answer does not match the requested schema: ${problem}`,
    );
  }
}

/** Converts a person's answer to MCP's form. */
export function elicitResult(answer: ElicitationAnswer): ElicitResult {
  if (answer.action !== 'accept' || answer.content === undefined) return { action: answer.action };
  const content: NonNullable<ElicitResult['content']> = {};
  for (const [name, value] of Object.entries(answer.content)) {
    if (!isFieldValue(value)) {
      throw new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        `The answer's field ${JSON.stringify(name)} is not a text, a number, a boolean or a list of texts.`,
      );
    }
    content[name] = value;
  }
  return { action: 'accept', content };
}

/** Whether a form can have the value in a field: a form is flat. */
function isFieldValue(value: JsonValue): value is string | number | boolean | string[] {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function unsupported(what: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.MethodNotFound, `This call does not support ${what}.`);
}
