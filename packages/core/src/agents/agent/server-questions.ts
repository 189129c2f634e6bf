import { isCancellation } from '../../runtime/errors/is-cancellation.ts';
import { messageOf } from '../../runtime/values/text.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import { ServerRequestError } from '../errors/mcp.ts';
import type { ElicitationAnswer, ElicitationRequest } from '../mcp/elicitation.ts';
import {
  type GivenInput,
  type InputRequired,
  type InvalidInput,
  MAX_ROUNDS,
  MAX_SERVER_REQUESTS,
  type QuestionAnswer,
  type ServerQuestion,
} from '../mcp/input-required.ts';
import { type AnsweringAgent, elicit, sample } from './server-answers.ts';

/** How often a form with an invalid answer is shown. */
const MAX_FORMS = 3;
const FIRST_WAIT_MS = 1_000;
const MAX_WAIT_MS = 300_000;

/** The request that a server answers with questions. */
export interface AskingRequest {
  readonly server: string;
  /** Such as `tools/call`. */
  readonly method: string;
  /** For errors, such as `tool "deploy"`. */
  readonly subject: string;
}

/**
 * Answers the questions of one request, within the limits of a call. Nothing runs on a worker while a person or a model
 * answers: the questions are state of the workflow.
 */
export class ServerQuestions {
  readonly #ctx: WorkflowContext;
  readonly #agent: AnsweringAgent;
  readonly #request: AskingRequest;
  #asked = 0;

  constructor(ctx: WorkflowContext, agent: AnsweringAgent, request: AskingRequest) {
    this.#ctx = ctx;
    this.#agent = agent;
    this.#request = request;
  }

  /**
   * Sends a request until the server returns a result.
   *
   * @param send sends it for the first time
   * @param repeat sends it again, with the answers to the questions of the time before
   * @throws {@link ServerRequestError} when a question cannot be answered, or the server asks too much
   */
  async untilResult<T extends object>(
    send: () => Promise<T | InputRequired>,
    repeat: (given: GivenInput) => Promise<T | InputRequired | InvalidInput>,
  ): Promise<T> {
    let result = await send();
    for (let round = 1; 'inputRequired' in result; round += 1) {
      if (round > MAX_ROUNDS) throw this.#refused(`it asked more than ${MAX_ROUNDS} times`);
      const { questions, requestState } = result.inputRequired;
      // A server that asks nothing is busy.
      if (questions.length === 0) await this.#ctx.sleep(waitOf(round));
      const withState = requestState === undefined ? {} : { requestState };
      result = await this.answer(questions, (answers) => repeat({ answers, ...withState }));
    }
    return result;
  }

  /**
   * Answers questions, and sends the answers. Shows a form again if its answer does not match.
   *
   * @throws {@link ServerRequestError}
   */
  async answer<T extends object>(
    questions: readonly ServerQuestion[],
    send: (answers: readonly QuestionAnswer[]) => Promise<T | InvalidInput>,
  ): Promise<T> {
    this.#asked += questions.length;
    if (this.#asked > MAX_SERVER_REQUESTS) {
      throw this.#refused(`it asked more than ${MAX_SERVER_REQUESTS} questions`);
    }
    let answers = await this.#answerAll(questions);
    for (let form = 1; ; form += 1) {
      const result = await send(answers);
      if (!('invalidInput' in result)) return result;
      const problems = new Map(result.invalidInput.map(({ key, problem }) => [key, problem]));
      const again = questions.filter(({ key }) => problems.has(key));
      const corrected = await this.#correct(again, problems, form === MAX_FORMS);
      answers = answers.map((answer) => corrected.get(answer.key) ?? answer);
    }
  }

  /** Models answer one after the other, within their budget, and before people, whose answers would be lost. */
  async #answerAll(questions: readonly ServerQuestion[]): Promise<readonly QuestionAnswer[]> {
    const sampled = new Map<string, QuestionAnswer>();
    for (const question of questions) {
      if (question.kind !== 'sampling') continue;
      const { key, request } = question;
      try {
        sampled.set(key, { key, kind: 'sampling', answer: await sample(this.#agent, request) });
      } catch (error) {
        if (isCancellation(error)) throw error;
        throw this.#refused(`it asked for the model: ${messageOf(error)}`, error);
      }
    }
    return Promise.all(
      questions.map(async (question): Promise<QuestionAnswer> => {
        const { key, kind } = question;
        if (kind === 'elicitation') return this.#elicit(key, question.request);
        return sampled.get(key) ?? { key, kind: kind === 'roots' ? kind : 'declined' };
      }),
    );
  }

  /** Shows forms again, or dismisses them after the last time. */
  async #correct(
    questions: readonly ServerQuestion[],
    problems: ReadonlyMap<string, string>,
    last: boolean,
  ): Promise<ReadonlyMap<string, QuestionAnswer>> {
    const answers = questions.map(async (question): Promise<QuestionAnswer> => {
      const { key, kind } = question;
      if (kind !== 'elicitation' || last) return { key, kind: 'elicitation', answer: { action: 'cancel' } };
      const problem = problems.get(key);
      const { request } = question;
      return this.#elicit(
        key,
        request.mode === 'form' && problem !== undefined ? { ...request, problem } : request,
      );
    });
    return new Map((await Promise.all(answers)).map((answer) => [answer.key, answer]));
  }

  async #elicit(key: string, request: ElicitationRequest): Promise<QuestionAnswer> {
    const answer = await this.#ask(request);
    const schema = request.mode === 'form' && answer.action === 'accept' ? { schema: request.schema } : {};
    return { key, kind: 'elicitation', answer, ...schema };
  }

  async #ask(request: ElicitationRequest): Promise<ElicitationAnswer> {
    try {
      return await elicit(this.#ctx, this.#agent, request);
    } catch (error) {
      if (isCancellation(error)) throw error;
      // The reason is internal to the workflow and not sent to the server.
      this.#ctx.logger.warn(
        `A question of MCP server "${request.server}" was dismissed: the handler of agent "${this.#agent.name}" ` +
          `threw ${messageOf(error)}`,
      );
      return { action: 'cancel' };
    }
  }

  #refused(why: string, cause?: unknown): ServerRequestError {
    const { server, method, subject } = this.#request;
    return new ServerRequestError(
      `MCP server "${server}" did not complete ${subject}: ${why}. Its questions were not answered.`,
      { server, method, nonRetryable: true, ...(cause !== undefined && { cause }) },
    );
  }
}

function waitOf(round: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** (round - 1), MAX_WAIT_MS);
}
