import { isCancellation } from '../../runtime/errors/is-cancellation.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import { Agent } from '../agent/agent.ts';
import { UsageBudget } from '../agent/budget.ts';
import { budgetFor } from '../agent/limit-usage.ts';
import { BudgetExceededError } from '../errors/model.ts';
import type { RequestParams, StructuredParams } from '../model/params.ts';
import type { Schema } from '../model/schema.ts';
import { type Failed, failedBy } from './pattern-failed.ts';
import {
  type FailureOptions,
  modelOf,
  type Participant,
  type PatternOptions,
  type TextGenerator,
  withoutForm,
} from './text-generator.ts';

/** The result of a participant, or its failure. */
export type Outcome<T> = { readonly value: T } | Failed;

/** One call of a pattern: the budget that its participants share, and how they fail. */
export class PatternRun {
  readonly #ctx: WorkflowContext;
  readonly #options: PatternOptions & FailureOptions;
  readonly #params: RequestParams;
  /** `undefined` without a limit. */
  readonly #budget: UsageBudget | undefined;
  #hasFailed = false;

  constructor(ctx: WorkflowContext, options: PatternOptions & FailureOptions, params: RequestParams = {}) {
    this.#ctx = ctx;
    this.#options = options;
    this.#params = withoutForm(params);
    const limits = [options.limit, params.limit].filter((limit) => limit !== undefined);
    this.#budget = limits.length === 0 ? undefined : UsageBudget.combine(limits);
  }

  /** Request parameters of the participants. */
  get params(): RequestParams {
    return { ...this.#params, ...this.limits };
  }

  /** Request parameters of models that route, plan or rate: only the limits. */
  get limits(): Pick<RequestParams, 'limit'> {
    if (this.#budget === undefined) return {};
    return { limit: UsageBudget.combine([this.#budget, this.#options.params?.limit]) };
  }

  /** Whether to start no more participants. */
  get isStopped(): boolean {
    return this.#hasFailed && this.#options.onFailure !== 'continue';
  }

  modelOf(participant: Participant): Promise<TextGenerator> {
    return modelOf(participant, this.#options);
  }

  /** Converts a text answer into a value that fits `schema`, for sources that cannot produce one themselves. */
  async intoForm<T>(answer: string, schema: Schema<T>, params: StructuredParams | undefined): Promise<T> {
    const agent = new Agent({
      name: 'structured-output',
      instruction: 'Convert the given text to the requested schema. Add nothing.',
    });
    return (await this.modelOf(agent)).generateStructured(answer, schema, { ...params, ...this.limits });
  }

  /**
   * Runs the work of a participant.
   *
   * @throws errors that are not the participant's: a cancellation of the pattern, or an exceeded limit of the pattern,
   * its caller or the run
   */
  async attempt<T>(name: string, work: () => Promise<T>): Promise<Outcome<T>> {
    try {
      return { value: await work() };
    } catch (thrown) {
      if ((await this.#isCancelledBy(thrown)) || this.isLimit(thrown)) throw thrown;
      this.#hasFailed = true;
      return failedBy(name, thrown);
    }
  }

  /** Whether the pattern itself is cancelled, and not only what a participant started. */
  async #isCancelledBy(thrown: unknown): Promise<boolean> {
    if (!isCancellation(thrown)) return false;
    try {
      // Nothing starts in a cancelled scope. A condition leaves no trace in the history.
      await this.#ctx.condition(() => true);
      return false;
    } catch {
      return true;
    }
  }

  /** Whether an error is an exceeded limit that participants share. */
  isLimit(thrown: unknown): boolean {
    if (!BudgetExceededError.isInstance(thrown)) return false;
    const { params } = this.#options;
    const shared = params?.limit instanceof UsageBudget ? params.limit : undefined;
    const limits = UsageBudget.combine([this.#budget, shared]);
    return budgetFor(this.#ctx, { limit: undefined }, limits).hasLimit(thrown);
  }
}
