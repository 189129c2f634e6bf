import type { Duration } from '../../runtime/values/duration.ts';
import type { JsonObject } from '../../runtime/values/json.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import { handleInEveryWorkflow } from '../../runtime/workflow/built-in.ts';
import {
  defineQuery,
  defineSignal,
  type QueryDefinition,
  type SignalDefinition,
} from '../../runtime/workflow/messages.ts';
import { perRun } from '../../runtime/workflow/per-run.ts';

/** An agent's question to a human. */
export interface InputRequest {
  readonly kind: 'input';
  readonly prompt: string;
  /** Context for a person who does not know what the prompt is about. */
  readonly description?: string;
}

/** A request to approve a tool call. */
export interface ApprovalRequest {
  readonly kind: 'approval';
  /** The tool's own name. A server chooses it, and can make it look like another: show `name` to people. */
  readonly tool: string;
  /** The name that the model sees, unique among the tools of the agent: ASCII letters, digits, `_` and `-`. */
  readonly name: string;
  /** The server of the tool. Absent for a function. */
  readonly server?: string;
  readonly arguments: JsonObject;
  /** Digest of the tool's description, input schema and annotations. Absent for a function. */
  readonly definition?: string;
  /** Whether the definition has changed since a person approved the tool in this run. */
  readonly changed?: boolean;
}

/** An MCP server's request for human input. */
export interface ServerInputRequest {
  readonly kind: 'elicitation';
  readonly server: string;
  readonly message: string;
  /** JSON Schema of the form to fill in. Absent if `url` is set. */
  readonly schema?: JsonObject;
  /** Why the previous answer was invalid. The server did not receive that answer. */
  readonly problem?: string;
  /** The page to open. */
  readonly url?: string;
}

/** A human input request that a workflow waits for: an entry of {@link humanInputRequests}. */
export type PendingHumanInput = (InputRequest | ApprovalRequest | ServerInputRequest) & {
  /** Unique. The answer refers to it. */
  readonly id: string;
  /** Name of the agent that asks. */
  readonly agent: string;
};

/** The answer to a {@link PendingHumanInput} of the same kind. Send it with {@link humanInputAnswer}. */
export type HumanInputAnswer =
  | { readonly id: string; readonly kind: 'input'; readonly text: string }
  | {
      readonly id: string;
      readonly kind: 'approval';
      readonly approved: boolean;
      readonly reason?: string;
      /**
       * Whether an approval also holds for later calls of the tool by this agent in this run, with any arguments. It
       * ends when the definition of the tool changes. Default: false.
       */
      readonly remember?: boolean;
    }
  | {
      readonly id: string;
      readonly kind: 'elicitation';
      readonly action: 'accept' | 'decline' | 'cancel';
      readonly content?: JsonObject;
    };

/** Queries a workflow for its open human input requests. Every workflow handles it from its start. */
export const humanInputRequests: QueryDefinition<PendingHumanInput[], []> =
  defineQuery('human_input_requests');

/** Name of the items that followers receive. */
export const HUMAN_INPUT_ITEM = 'human_input';

/**
 * Sends a human's answer to a workflow.
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

/** The open human input requests of one run, and their answers. */
class People {
  readonly #ctx: WorkflowContext;
  readonly #open = new Map<string, PendingHumanInput>();
  readonly #answers = new Map<string, HumanInputAnswer>();

  constructor(ctx: WorkflowContext) {
    this.#ctx = ctx;
    ctx.setHandler(humanInputRequests, () => [...this.#open.values()]);
    ctx.setHandler(humanInputAnswer, (answer) => this.#take(answer));
  }

  /** @throws {@link TimeoutError} when the request is not answered in time */
  async ask<Q extends Question>(
    agent: string,
    question: Q,
    timeout: Duration | undefined,
  ): Promise<AnswerTo<Q>> {
    const id = this.#ctx.uuid();
    // No spread, whose helper would take more of the isolate's bundle than this file's code.
    const request = Object.assign({ id, agent }, question);
    this.#open.set(id, request);
    this.#ctx.publish(HUMAN_INPUT_ITEM, id, request);
    let answer: HumanInputAnswer | undefined;
    const answered = (): boolean => {
      answer = this.#answers.get(id);
      return answer !== undefined;
    };
    try {
      await this.#ctx.condition(answered, timeout);
    } finally {
      this.#close(id);
      this.#answers.delete(id);
    }
    return answerTo(question, answer);
  }

  #close(id: string): void {
    if (this.#open.delete(id)) this.#ctx.publish(HUMAN_INPUT_ITEM, id);
  }

  #take(answer: HumanInputAnswer): void {
    const request = this.#open.get(answer.id);
    if (request !== undefined && request.kind === answer.kind) {
      // Only the first answer counts.
      this.#close(answer.id);
      this.#answers.set(answer.id, answer);
      return;
    }
    const why =
      request === undefined ? 'no open request has this id' : `the request has the kind "${request.kind}"`;
    this.#ctx.logger.warn(
      `The answer of kind "${answer.kind}" to request "${answer.id}" is ignored: ${why}.`,
    );
  }
}

function answerTo<Q extends Question>(question: Q, answer: HumanInputAnswer | undefined): AnswerTo<Q> {
  if (isAnswerTo(question, answer)) return answer;
  throw new Error('The answer of the human does not have the kind of the question.');
}

function isAnswerTo<Q extends Question>(
  question: Q,
  answer: HumanInputAnswer | undefined,
): answer is AnswerTo<Q> {
  return answer?.kind === question.kind;
}

/** Returns the human input of a run. */
export const people: (ctx: WorkflowContext) => People = perRun((ctx) => new People(ctx));

handleInEveryWorkflow(humanInputRequests, () => []);
