import { isCancellation } from '../../runtime/errors/is-cancellation.ts';
import { WorkflowNotFoundError } from '../../runtime/errors/workflow.ts';
import { fromJson, type JsonObject, toJson } from '../../runtime/values/json.ts';
import type { ChildWorkflowHandle } from '../../runtime/workflow/child.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import { defineSignal, type SignalDefinition, SYSTEM_PREFIX } from '../../runtime/workflow/messages.ts';
import type { UsageLimit } from '../model/params.ts';
import type { Spent } from '../model/usage.ts';
import { UsageBudget } from './budget.ts';

/** The entry of `inherited` with a {@link SharedBudget}. */
const BUDGET = 'budget';

/** What a child inherits. */
interface SharedBudget {
  /** What is left of the tokens and the cost of its ancestors. */
  readonly left: UsageLimit;
  /** Their limit of time that ends first, and its start in milliseconds since 1970. */
  readonly time?: { readonly limitMs: number; readonly startedAt: number };
  /** Ids of the workflows that count what the child uses. */
  readonly ancestors: readonly string[];
}

/** Tells a child that nothing is left of the budgets of its parent's run. */
const LEFT_SIGNAL: SignalDefinition<[left: UsageLimit]> = defineSignal(`${SYSTEM_PREFIX}budget_spent`);

/** Tells an ancestor what a model call used. */
const SPENT_SIGNAL: SignalDefinition<[spent: Spent]> = defineSignal(`${SYSTEM_PREFIX}child_spent`);

/**
 * The budgets of one run, shared with its children. A child inherits what is left when it starts, and receives a
 * signal when nothing is left. It reports what each of its model calls used, before it continues.
 */
export class RunBudgets {
  readonly #ctx: WorkflowContext;
  readonly #own: UsageBudget[] = [];
  /** Those that run. */
  readonly #children = new Set<ChildWorkflowHandle<unknown>>();
  /** What the ancestors have left for this run. */
  #inherited: UsageBudget | undefined;
  #ancestors: readonly string[] = [];
  #time: SharedBudget['time'];
  #isListening = false;
  #isSpent = false;

  constructor(ctx: WorkflowContext) {
    this.#ctx = ctx;
    const shared = ctx.inherited?.[BUDGET];
    if (shared === undefined) return;
    const { left, time, ancestors } = fromJson<SharedBudget>(shared);
    this.#time = time;
    this.#inherited = this.#budget(left);
    this.#ancestors = ancestors;
    this.#listen();
    ctx.setHandler(LEFT_SIGNAL, (rest) => this.#receive(rest));
  }

  get all(): readonly UsageBudget[] {
    return this.#inherited === undefined ? this.#own : [...this.#own, this.#inherited];
  }

  add(budget: UsageBudget): void {
    this.#own.push(budget);
    this.#listen();
  }

  /** Returns what the next child inherits. `undefined` if there is no budget. */
  share(): { inherited: JsonObject; started(child: ChildWorkflowHandle<unknown>): void } | undefined {
    const left = this.#left();
    if (left === undefined) return undefined;
    const { time: _, ...rest } = left;
    const time = UsageBudget.combine(this.all).timeLeft(this.#ctx);
    const shared: SharedBudget = {
      left: rest,
      ...(time !== undefined && {
        time: { limitMs: time.limitMs, startedAt: this.#ctx.now() + time.leftMs - time.limitMs },
      }),
      ancestors: [...this.#ancestors, this.#ctx.workflowId],
    };
    return {
      inherited: { [BUDGET]: toJson(shared, 'budget') },
      started: (child) => {
        this.#children.add(child);
        const forget = (): boolean => this.#children.delete(child);
        child.result().then(forget, forget);
      },
    };
  }

  /** Returns a budget of tokens and cost, with the time of the ancestors. */
  #budget({ tokens, cost }: UsageLimit): UsageBudget {
    const budget = new UsageBudget({
      ...(tokens !== undefined && { tokens }),
      ...(cost !== undefined && { cost }),
      ...(this.#time !== undefined && { time: this.#time.limitMs }),
    });
    if (this.#time !== undefined) budget.startTime(this.#time.startedAt);
    return budget;
  }

  /** Reports usage that is counted already to the ancestors, and stops the children if nothing is left. */
  async report({ model, usage, cost }: Spent): Promise<void> {
    const spent: Spent = { model, usage, ...(cost !== undefined && { cost }) };
    for (const id of this.#ancestors) {
      // Also after a cancellation: the tokens are spent.
      await send(() => this.#ctx.shielded(() => this.#ctx.signalWorkflow(id, SPENT_SIGNAL, spent)));
    }
    await this.#stopChildren();
  }

  async #stopChildren(): Promise<void> {
    if (this.#isSpent) return;
    const left = this.#left();
    if (left?.tokens !== 0 && left?.cost !== 0) return;
    this.#isSpent = true;
    await this.#sendAll(left);
  }

  /** Lowers the inherited budget to what is left. */
  async #receive(left: UsageLimit): Promise<void> {
    const used = this.#inherited?.used ?? { tokens: 0, cost: 0 };
    const budget = this.#budget({
      ...(left.tokens !== undefined && { tokens: used.tokens + left.tokens }),
      ...(left.cost !== undefined && { cost: used.cost + left.cost }),
    });
    budget.count({ model: '', usage: { inputTokens: used.tokens, outputTokens: 0 }, cost: used.cost });
    this.#inherited = budget;
    await this.#sendAll(left);
  }

  /** Counts what children use from now on. */
  #listen(): void {
    if (this.#isListening) return;
    this.#isListening = true;
    this.#ctx.setHandler(SPENT_SIGNAL, async (spent) => {
      UsageBudget.combine(this.all).count(spent);
      // A child that continued as new needs another signal.
      this.#isSpent = false;
      await this.#stopChildren();
    });
  }

  #left(): UsageLimit | undefined {
    return UsageBudget.combine(this.all).left(this.#ctx);
  }

  async #sendAll(left: UsageLimit): Promise<void> {
    for (const child of this.#children) await send(() => child.signal(LEFT_SIGNAL, left));
  }
}

/** Ignores that the other workflow has ended, or that the scope of the message is cancelled. */
async function send(signal: () => Promise<void>): Promise<void> {
  try {
    await signal();
  } catch (error) {
    if (!WorkflowNotFoundError.isInstance(error) && !isCancellation(error)) throw error;
  }
}
