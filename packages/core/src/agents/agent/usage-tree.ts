import type { ModelAnswer } from '../model/provider.ts';
import type { Usage } from '../model/usage.ts';
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
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens: number;
  readonly reasoningTokens: number;
  /** In dollars, for calls whose model has a price in the settings. */
  readonly cost: number;
  /** Number of answers without a known price. */
  readonly unpricedCalls: number;
  /** The agents of a run, or the calls of an agent. */
  readonly children: readonly UsageNode[];
}

/** Queries a workflow for its model usage so far. Every workflow handles it from its start. */
export const tokenUsage: QueryDefinition<UsageNode, []> = defineQuery('token_usage');

/** Mutable counter behind a {@link UsageNode}. */
class Spending {
  readonly #kind: UsageNode['kind'];
  readonly #name: string;
  readonly #children: Spending[] = [];
  readonly #usage = { inputTokens: 0, outputTokens: 0, cachedInputTokens: 0, reasoningTokens: 0 };
  #calls = 0;
  #cost = 0;
  #unpricedCalls = 0;

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

  add(usage: Usage, cost: number | undefined): void {
    this.#calls += 1;
    this.#usage.inputTokens += usage.inputTokens;
    this.#usage.outputTokens += usage.outputTokens;
    this.#usage.cachedInputTokens += usage.cachedInputTokens ?? 0;
    this.#usage.reasoningTokens += usage.reasoningTokens ?? 0;
    if (cost === undefined) this.#unpricedCalls += 1;
    else this.#cost += cost;
  }

  list(): UsageNode {
    return {
      kind: this.#kind,
      name: this.#name,
      calls: this.#calls,
      ...this.#usage,
      cost: this.#cost,
      unpricedCalls: this.#unpricedCalls,
      children: this.#children.map((child) => child.list()),
    };
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
export function countAnswer(ctx: WorkflowContext, agent: string, answer: ModelAnswer): void {
  const run = spending(ctx);
  const ofAgent = run.part('agent', agent);
  for (const part of [run, ofAgent, ofAgent.part('call', answer.model)]) part.add(answer.usage, answer.cost);
}
