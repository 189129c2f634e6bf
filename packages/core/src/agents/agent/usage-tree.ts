import type { ModelAnswer } from '../model/provider.ts';
import type { Usage } from '../model/usage.ts';
import { handleInEveryWorkflow } from '../../runtime/workflow/built-in.ts';
import { defineQuery, type QueryDefinition } from '../../runtime/workflow/messages.ts';
import { perRun } from '../../runtime/workflow/per-run.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';

/** What was spent on models by a run of a workflow, one of its agents, or one call. */
export interface UsageNode {
  readonly kind: 'run' | 'agent' | 'call';
  /** The workflow's name, the agent's, or the model's. */
  readonly name: string;
  /** How many times a model answered. */
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens: number;
  readonly reasoningTokens: number;
  /** In dollars, for the calls whose model has a price in the settings. */
  readonly cost: number;
  /** How many calls have no known price. */
  readonly unpricedCalls: number;
  /** A run's agents, and their calls. */
  readonly children: readonly UsageNode[];
}

/** Asks a workflow what it has spent on models so far. Every workflow answers from its first moment. */
export const tokenUsage: QueryDefinition<UsageNode, []> = defineQuery('token_usage');

/** What was spent, counted as it happens. */
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

  /** The part of that name: two agents of one name are one. */
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

/** What a run has spent. */
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
