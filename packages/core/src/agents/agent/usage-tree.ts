import type { Spent } from '../model/usage.ts';
import { handleInEveryWorkflow } from '../../runtime/workflow/built-in.ts';
import { defineQuery, type QueryDefinition } from '../../runtime/workflow/messages.ts';
import { perRun } from '../../runtime/workflow/per-run.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';

/** Model usage of a workflow run, of one of its agents, or of one call. */
export interface UsageNode {
  readonly kind: 'run' | 'agent' | 'call';
  /** Name of the workflow, the agent or the model. */
  readonly name: string;
  /** Number of model answers. */
  readonly calls: number;
  /** Number of failed attempts with a known usage, which the other counts include. */
  readonly failedCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens: number;
  readonly cacheWriteInputTokens: number;
  readonly reasoningTokens: number;
  /** In dollars, for calls whose model has a price in the settings. */
  readonly cost: number;
  /** Number of answers and failed attempts without a known price. */
  readonly unpricedCalls: number;
  /** Number of answers whose usage is estimated, because the service reported none. */
  readonly estimatedCalls: number;
  /** The agents of a run, or the calls of an agent. */
  readonly children: readonly UsageNode[];
}

/** Queries a workflow for its model usage so far. Every workflow handles it from its start. */
export const tokenUsage: QueryDefinition<UsageNode, []> = defineQuery('token_usage');

/** The numbers of a {@link UsageNode}. */
export type UsageCounts = Omit<UsageNode, 'kind' | 'name' | 'children'>;

const NOTHING: UsageCounts = {
  calls: 0,
  failedCalls: 0,
  inputTokens: 0,
  outputTokens: 0,
  cachedInputTokens: 0,
  cacheWriteInputTokens: 0,
  reasoningTokens: 0,
  cost: 0,
  unpricedCalls: 0,
  estimatedCalls: 0,
};

/** Returns the sum of two counts. */
export function sumOf(one: UsageCounts, other: UsageCounts): UsageCounts {
  return {
    calls: one.calls + other.calls,
    failedCalls: one.failedCalls + other.failedCalls,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cachedInputTokens: one.cachedInputTokens + other.cachedInputTokens,
    cacheWriteInputTokens: one.cacheWriteInputTokens + other.cacheWriteInputTokens,
    reasoningTokens: one.reasoningTokens + other.reasoningTokens,
    cost: one.cost + other.cost,
    unpricedCalls: one.unpricedCalls + other.unpricedCalls,
    estimatedCalls: one.estimatedCalls + other.estimatedCalls,
  };
}

function countsOf({ usage, cost }: Spent, failed: boolean): UsageCounts {
  return {
    calls: failed ? 0 : 1,
    failedCalls: failed ? 1 : 0,
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    cachedInputTokens: usage.cachedInputTokens ?? 0,
    cacheWriteInputTokens: usage.cacheWriteInputTokens ?? 0,
    reasoningTokens: usage.reasoningTokens ?? 0,
    cost: cost ?? 0,
    unpricedCalls: cost === undefined ? 1 : 0,
    estimatedCalls: usage.estimated === true ? 1 : 0,
  };
}

/** Mutable counter behind a {@link UsageNode}. */
class Spending {
  readonly #kind: UsageNode['kind'];
  readonly #name: string;
  readonly #children: Spending[] = [];
  #counts = NOTHING;

  constructor(kind: UsageNode['kind'], name: string) {
    this.#kind = kind;
    this.#name = name;
  }

  /** Returns the child with this name. Agents with the same name share one; each call has its own. */
  part(kind: 'agent' | 'call', name: string): Spending {
    const known = kind === 'agent' ? this.#children.find((child) => child.#name === name) : undefined;
    if (known !== undefined) return known;
    const part = new Spending(kind, name);
    this.#children.push(part);
    return part;
  }

  add(counts: UsageCounts): void {
    this.#counts = sumOf(this.#counts, counts);
  }

  list(): UsageNode {
    const children = this.#children.map((child) => child.list());
    return { kind: this.#kind, name: this.#name, ...this.#counts, children };
  }
}

/** Returns the usage of a run. */
const spending: (ctx: WorkflowContext) => Spending = perRun((ctx) => {
  const run = new Spending('run', ctx.workflowName);
  ctx.setHandler(tokenUsage, () => run.list());
  return run;
});

handleInEveryWorkflow(tokenUsage, (ctx) => new Spending('run', ctx.workflowName).list());

/** Counts an answer of an agent's model. */
export function countAnswer(ctx: WorkflowContext, agent: string, answer: Spent): void {
  count(ctx, agent, answer, false);
}

/** Counts what a failed attempt to call an agent's model used. */
export function countFailedAttempt(ctx: WorkflowContext, agent: string, spent: Spent): void {
  count(ctx, agent, spent, true);
}

function count(ctx: WorkflowContext, agent: string, spent: Spent, failed: boolean): void {
  const run = spending(ctx);
  const ofAgent = run.part('agent', agent);
  const counts = countsOf(spent, failed);
  for (const part of [run, ofAgent, ofAgent.part('call', spent.model)]) part.add(counts);
}
