import { ConfigurationError } from '../../runtime/errors/engine.ts';
import { InvalidArgumentError } from '../../runtime/errors/values.ts';
import { type Duration, toTimeLimit } from '../../runtime/values/duration.ts';
import { checkObject } from '../../runtime/values/invalid-argument.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import type { WorkflowInbox } from '../../runtime/workflow/inbox.ts';
import { BudgetExceededError } from '../errors/model.ts';
import { checkLimit } from '../model/check-params.ts';
import type { Spent } from '../model/usage.ts';
import type { UsageLimit } from '../model/params.ts';

/** The part of a run that a budget reads. */
type Run = Pick<WorkflowContext, 'inbox' | 'workflowId' | 'now'>;

/**
 * A limit that several calls, agents or patterns of one workflow run share. Use it wherever a {@link UsageLimit} is
 * accepted. Create it in the workflow's function.
 *
 * The budget is checked before each model call, so concurrent calls can exceed it by one answer each.
 *
 * @example
 * ```ts
 * const limit = new UsageBudget({ tokens: 50_000, time: '10 minutes' });
 * const draft = await writer.generateStr(task, { limit });
 * const review = await critic.generateStr(draft, { limit });
 * ```
 */
export class UsageBudget implements UsageLimit {
  readonly tokens?: number;
  readonly cost?: number;
  readonly time?: Duration;
  readonly #timeMs: number | undefined;
  #parts: ReadonlySet<UsageBudget> = new Set([this]);
  #tokensUsed = 0;
  #costUsed = 0;
  #startedAt: number | undefined;
  #run: WorkflowInbox | undefined;

  /** @throws {@link InvalidArgumentError} for a limit that is not a number of at least 0, or not a duration */
  constructor(limit: UsageLimit = {}) {
    checkObject('limit', limit);
    checkLimit(limit);
    const { tokens, cost, time } = limit;
    if (tokens !== undefined) this.tokens = tokens;
    if (cost !== undefined) this.cost = cost;
    if (time !== undefined) {
      this.time = time;
      this.#timeMs = toTimeLimit(time, 'limit.time');
    }
  }

  /** Tokens and dollars used so far. */
  get used(): { readonly tokens: number; readonly cost: number } {
    return { tokens: this.#tokensUsed, cost: this.#costUsed };
  }

  /** @internal Returns a shared budget as it is, and a new budget for a plain limit. */
  static from(limit: UsageLimit): UsageBudget {
    return limit instanceof UsageBudget ? limit : new UsageBudget(limit);
  }

  /**
   * @internal Combines limits, such as those of a pattern and of its caller: what counts in the combined budget
   * counts in each of them, and it is exceeded when one of them is.
   */
  static combine(limits: readonly (UsageLimit | undefined)[]): UsageBudget {
    const all = new UsageBudget();
    const set = limits.filter((limit) => limit !== undefined);
    all.#parts = new Set(set.flatMap((limit) => [...UsageBudget.from(limit).#parts]));
    return all;
  }

  /**
   * @internal Checks the limits before a model call, and starts their time.
   *
   * @param expected tokens that the next call uses at least
   * @throws {@link BudgetExceededError} when a limit is reached, or the next call would exceed it
   */
  check(ctx: Run, agent: string, expected = 0): void {
    for (const part of this.#parts) part.#check(ctx, agent, expected);
  }

  /** @internal Adds the usage of a model call. */
  count({ usage, cost = 0 }: Spent): void {
    for (const part of this.#parts) {
      part.#tokensUsed += usage.inputTokens + usage.outputTokens;
      part.#costUsed += cost;
    }
  }

  /**
   * @internal Checks that the cost of an answer is known, if it is limited.
   *
   * @throws {@link ConfigurationError}
   */
  checkPrice({ cost, model }: Spent): void {
    if (cost !== undefined || [...this.#parts].every((part) => part.cost === undefined)) return;
    throw new ConfigurationError(
      `The cost limit cannot be checked: model "${model}" has no price. ` +
        'Add it to prices in the settings of the process that runs activities, or use limit.tokens.',
      { path: `prices.${model}` },
    );
  }

  /** @internal Returns the time until the first limit of time, and that limit. `undefined` if none is set. */
  timeLeft(ctx: Run): { readonly leftMs: number; readonly limitMs: number } | undefined {
    return [...this.#parts]
      .flatMap((part) => part.#timeLeft(ctx) ?? [])
      .toSorted((one, other) => one.leftMs - other.leftMs)[0];
  }

  /** @internal Starts the time earlier, at a time in milliseconds since 1970. */
  startTime(at: number): void {
    this.#startedAt = at;
  }

  /** @internal Whether an error is the one of a limit of this budget, and not of another one. */
  hasLimit({ kind, limit }: { readonly kind: keyof UsageLimit; readonly limit: number }): boolean {
    return [...this.#parts].some((part) => limit === (kind === 'time' ? part.#timeMs : part[kind]));
  }

  /** @internal Returns what is left of the limits, for a child workflow. `undefined` without a limit. */
  left(ctx: Run): UsageLimit | undefined {
    const parts = [...this.#parts];
    const least = (amounts: readonly number[]): number | undefined =>
      amounts.length === 0 ? undefined : Math.max(0, Math.min(...amounts));
    const tokens = least(
      parts.flatMap((part) => (part.tokens ?? Infinity) - part.#tokensUsed).filter(Number.isFinite),
    );
    const cost = least(
      parts.flatMap((part) => (part.cost ?? Infinity) - part.#costUsed).filter(Number.isFinite),
    );
    const time = this.timeLeft(ctx)?.leftMs;
    if (tokens === undefined && cost === undefined && time === undefined) return undefined;
    return {
      ...(tokens !== undefined && { tokens }),
      ...(cost !== undefined && { cost }),
      ...(time !== undefined && { time: Math.max(1, time) }),
    };
  }

  #check(ctx: Run, agent: string, expected: number): void {
    this.#bind(ctx);
    const { tokens = Infinity, cost = Infinity } = this;
    if (this.#tokensUsed >= tokens) throw exceeded(agent, 'tokens', tokens, this.#tokensUsed);
    if (this.#tokensUsed + expected > tokens) {
      throw exceeded(agent, 'tokens', tokens, this.#tokensUsed, expected);
    }
    if (this.#costUsed >= cost) throw exceeded(agent, 'cost', cost, this.#costUsed);
    const time = this.#timeLeft(ctx);
    if (time !== undefined && time.leftMs <= 0) throw timeExceeded(agent, time.limitMs);
  }

  #timeLeft(ctx: Run): { readonly leftMs: number; readonly limitMs: number } | undefined {
    const limitMs = this.#timeMs;
    if (limitMs === undefined) return undefined;
    this.#startedAt ??= ctx.now();
    return { leftMs: this.#startedAt + limitMs - ctx.now(), limitMs };
  }

  /** A budget in a module variable would be shared by all runs of a worker, and differ at a replay. */
  #bind({ inbox, workflowId }: Run): void {
    this.#run ??= inbox;
    if (this.#run === inbox) return;
    throw new InvalidArgumentError(
      `Workflow "${workflowId}" uses a UsageBudget of another run. Create the budget in the function of the workflow.`,
      { argument: 'limit' },
    );
  }
}

/** Returns the error for work that was stopped by a limit of time. */
export function timeExceeded(agent: string, limitMs: number): BudgetExceededError {
  return new BudgetExceededError(
    `Agent "${agent}" did not finish within its budget of ${limitMs} ms. Raise limit.time, or request less.`,
    { kind: 'time', limit: limitMs, used: limitMs },
  );
}

function exceeded(
  agent: string,
  kind: 'tokens' | 'cost',
  limit: number,
  used: number,
  expected = 0,
): BudgetExceededError {
  const unit = kind === 'tokens' ? 'tokens' : 'dollars';
  const next = expected > 0 ? `, and the next call needs at least ${expected}` : '';
  return new BudgetExceededError(
    `The model of agent "${agent}" used ${used} of ${limit} ${unit}${next}. Raise limit.${kind}, or request less.`,
    { kind, limit, used },
  );
}
