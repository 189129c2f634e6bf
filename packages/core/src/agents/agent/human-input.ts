import type { Duration } from '../../runtime/values/duration.ts';
import type { JsonObject } from '../../runtime/values/json.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import { handleInEveryWorkflow } from '../../runtime/workflow/built-in.ts';
import {
  defineQuery,
  defineSignal,
  defineUpdate,
  type QueryDefinition,
  type SignalDefinition,
  type UpdateDefinition,
} from '../../runtime/workflow/messages.ts';
import { perRun } from '../../runtime/workflow/per-run.ts';

/** An agent asks a person for words. */
export interface InputRequest {
  readonly kind: 'input';
  readonly prompt: string;
  /** What the prompt is about, for who does not know. */
  readonly description?: string;
}

/** An agent may call a tool only if a person lets it. */
export interface ApprovalRequest {
  readonly kind: 'approval';
  readonly tool: string;
  /** Whose tool it is; absent for a function. */
  readonly server?: string;
  readonly arguments: JsonObject;
}

/** An MCP server asks the person behind an agent for something. */
export interface ServerInputRequest {
  readonly kind: 'elicitation';
  readonly server: string;
  readonly message: string;
  /** JSON Schema of the form to be filled in; absent where a page is to be opened. */
  readonly schema?: JsonObject;
  /** What is wrong with the answer that was given before, which the server never saw. */
  readonly problem?: string;
  /** The page to be opened. */
  readonly url?: string;
}

/** What a workflow waits for a person to say: an entry of {@link humanInputRequests}. */
export type PendingHumanInput = (InputRequest | ApprovalRequest | ServerInputRequest) & {
  /** Unique; the answer names it. */
  readonly id: string;
  /** The name of the agent that asks. */
  readonly agent: string;
};

/** What a person says to a {@link PendingHumanInput} of the same kind: sent by {@link humanInputAnswer}. */
export type HumanInputAnswer =
  | { readonly id: string; readonly kind: 'input'; readonly text: string }
  | { readonly id: string; readonly kind: 'approval'; readonly approved: boolean; readonly reason?: string }
  | {
      readonly id: string;
      readonly kind: 'elicitation';
      readonly action: 'accept' | 'decline' | 'cancel';
      readonly content?: JsonObject;
    };

/** Asks a workflow what it waits for a person to say. Every workflow answers from its first moment. */
export const humanInputRequests: QueryDefinition<PendingHumanInput[], []> =
  defineQuery('human_input_requests');

/**
 * Waits in a workflow until it asks a person something, and gives the question that has been open longest. Every
 * workflow takes it from its first moment: see {@link nextHumanInput}.
 */
export const awaitHumanInput: UpdateDefinition<PendingHumanInput, []> = defineUpdate('await_human_input');

/**
 * Tells a workflow what a person says.
 *
 * @example
 * ```ts
 * const [request] = await handle.query(humanInputRequests);
 * if (request?.kind === 'approval') {
 *   await handle.signal(humanInputAnswer, { id: request.id, kind: 'approval', approved: true });
 * }
 * ```
 */
export const humanInputAnswer: SignalDefinition<[HumanInputAnswer]> = defineSignal('human_input_answer');

type Question = InputRequest | ApprovalRequest | ServerInputRequest;
type AnswerTo<Q extends Question> = Extract<HumanInputAnswer, { readonly kind: Q['kind'] }>;

/** The people around one run of a workflow: what they are asked, and what they have said. */
class People {
  readonly #ctx: WorkflowContext;
  readonly #open = new Map<string, PendingHumanInput>();
  readonly #answers = new Map<string, HumanInputAnswer>();

  constructor(ctx: WorkflowContext) {
    this.#ctx = ctx;
    ctx.setHandler(humanInputRequests, () => [...this.#open.values()]);
    ctx.setHandler(humanInputAnswer, (answer) => this.#take(answer));
  }

  /** The question that has been open longest, as soon as there is one. */
  async next(): Promise<PendingHumanInput> {
    await this.#ctx.condition(() => this.#open.size > 0);
    const [request] = this.#open.values();
    return request ?? this.next();
  }

  /** @throws {@link TimeoutError} when nobody answers in time */
  async ask<Q extends Question>(
    agent: string,
    question: Q,
    timeout: Duration | undefined,
  ): Promise<AnswerTo<Q>> {
    const id = this.#ctx.uuid();
    this.#open.set(id, { ...question, id, agent });
    let answer: HumanInputAnswer | undefined;
    const answered = (): boolean => {
      answer = this.#answers.get(id);
      return answer !== undefined;
    };
    try {
      await this.#ctx.condition(answered, timeout);
    } finally {
      this.#open.delete(id);
      this.#answers.delete(id);
    }
    return answerTo(question, answer);
  }

  #take(answer: HumanInputAnswer): void {
    const request = this.#open.get(answer.id);
    if (request !== undefined && request.kind === answer.kind) {
      // The first counts, and the question is open no more.
      this.#open.delete(answer.id);
      this.#answers.set(answer.id, answer);
      return;
    }
    const why =
      request === undefined
        ? 'nothing of that id is asked (any more)'
        : `it was asked for an answer of kind "${request.kind}"`;
    this.#ctx.logger.warn(
      `An answer of kind "${answer.kind}" with the id "${answer.id}" is not taken: ${why}.`,
    );
  }
}

function answerTo<Q extends Question>(question: Q, answer: HumanInputAnswer | undefined): AnswerTo<Q> {
  if (isAnswerTo(question, answer)) return answer;
  throw new Error('A person was asked, and what came is no answer.');
}

function isAnswerTo<Q extends Question>(
  question: Q,
  answer: HumanInputAnswer | undefined,
): answer is AnswerTo<Q> {
  return answer?.kind === question.kind;
}

/** The people around a run. */
export const people: (ctx: WorkflowContext) => People = perRun((ctx) => new People(ctx));

handleInEveryWorkflow(humanInputRequests, () => []);
handleInEveryWorkflow(awaitHumanInput, (ctx) => people(ctx).next());
