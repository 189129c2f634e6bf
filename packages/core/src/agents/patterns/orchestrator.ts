import { asStep } from '../../runtime/workflow/as-step.ts';
import type { Agent } from '../agent/agent.ts';
import { PlanLimitError } from '../errors/patterns.ts';
import { InvalidArgumentError } from '../../runtime/errors/values.ts';
import type { ModelInput } from '../model/input.ts';
import type { RequestParams, StructuredParams } from '../model/params.ts';
import type { Schema } from '../model/schema.ts';
import type { Concurrency } from '../../runtime/values/map-bounded.ts';
import { currentWorkflow } from '../../runtime/workflow/current.ts';
import { type Candidates, describeCandidate, participantOf } from './candidate.ts';
import { gathered, PLANNER, report, SYNTHESIZER } from './orchestrator-prompts.ts';
import { carried, type Failed, patternFailed } from './pattern-failed.ts';
import { PatternRun } from './pattern-run.ts';
import { fullPlan, nextStep, type Plan, type PlannedTask } from './plan.ts';
import type { StepResult, TaskResult } from './results.ts';
import {
  type FailureOptions,
  type PatternOptions,
  quote,
  type TextGenerator,
  wordsOf,
} from './text-generator.ts';

/** Result of {@link Orchestrator.execute}. */
export interface PlanResult {
  readonly objective: string;
  readonly steps: readonly StepResult[];
  /** Number of requests to the planner. */
  readonly plans: number;
  /** The synthesizer's answer. */
  readonly result: string;
}

/** Options of an {@link Orchestrator}. */
export interface OrchestratorOptions extends PatternOptions, Concurrency, FailureOptions {
  /** Agents that can receive tasks, by name. The planner sees the names. */
  readonly agents: Candidates;
  /**
   * - `full`: the planner plans all steps. When they are done, it plans what is left, until nothing is.
   * - `iterative`: the planner plans one step at a time.
   *
   * Default: `full`.
   */
  readonly planType?: 'full' | 'iterative';
  /** Maximum number of requests to the planner. Default: 10. */
  readonly maxIterations?: number;
  /** Plans the steps. Default: a built-in agent. */
  readonly planner?: Agent;
  /** Combines the results of all steps into one answer. Default: a built-in agent. */
  readonly synthesizer?: Agent;
}

/**
 * Divides an objective into steps with a planner, runs the tasks of each step concurrently, and combines the
 * results with a synthesizer. mcp-agent's `Orchestrator`.
 *
 * @example
 * ```ts
 * const orchestrator = new Orchestrator({ llm: OpenAIAugmentedLLM, agents: { finder, writer } });
 * const report = await orchestrator.generateStr('Write a report on the news about Temporal');
 * ```
 */
export class Orchestrator implements TextGenerator {
  readonly #options: OrchestratorOptions;

  constructor(options: OrchestratorOptions) {
    if (Object.keys(options.agents).length === 0) {
      throw new InvalidArgumentError('The orchestrator has no agents for its tasks. Pass at least one.', {
        argument: 'agents',
      });
    }
    this.#options = options;
  }

  /**
   * Runs the plan and returns the answer with the steps. When a task fails, the rest of its plan is not started. With
   * `onFailure: 'continue'`, the planner receives the failure and plans what is left.
   *
   * @param params request parameters of the agents and the synthesizer
   * @throws {@link PlanLimitError} when the planner is not done after `maxIterations` plans, with the steps so far
   * @throws {@link PatternFailedError} with the steps so far: when a task fails, after the other tasks of its step have
   * ended; with `onFailure: 'continue'`, when no task was completed; and when the planner or the synthesizer fails
   */
  execute(objective: ModelInput, params?: RequestParams): Promise<PlanResult> {
    return asStep('Orchestrator execute', async (ctx) => {
      const run = new PatternRun(ctx, this.#options, params);
      const words = wordsOf(objective);
      const done = await this.#carryOut(run, words);
      const result = await this.#synthesize(run, done.steps, (synthesizer) =>
        synthesizer.generateStr(gathered(words, done.steps), run.params),
      );
      return { objective: words, ...done, result };
    });
  }

  /** Returns only the answer. */
  generateStr(message: ModelInput, params?: RequestParams): Promise<string> {
    return asStep('Orchestrator generateStr', async () => {
      return (await this.execute(message, params)).result;
    });
  }

  /** Returns the answer as a value that fits `schema`. */
  generateStructured<T>(message: ModelInput, schema: Schema<T>, params?: StructuredParams): Promise<T> {
    return asStep('Orchestrator generateStructured', async (ctx) => {
      const run = new PatternRun(ctx, this.#options, params);
      const words = wordsOf(message);
      const { steps } = await this.#carryOut(run, words);
      return this.#synthesize(run, steps, (synthesizer) =>
        synthesizer.generateStructured(gathered(words, steps), schema, { ...params, ...run.limits }),
      );
    });
  }

  async #synthesize<T>(
    run: PatternRun,
    steps: readonly StepResult[],
    answer: (synthesizer: TextGenerator) => Promise<T>,
  ): Promise<T> {
    const { synthesizer = SYNTHESIZER() } = this.#options;
    const outcome = await run.attempt('synthesizer', async () => answer(await run.modelOf(synthesizer)));
    if ('value' in outcome) return outcome.value;
    throw patternFailed('Orchestrator', [outcome], { steps });
  }

  async #carryOut(run: PatternRun, objective: string): Promise<Pick<PlanResult, 'steps' | 'plans'>> {
    const { agents, maxIterations = 10, planner = PLANNER() } = this.#options;
    const model = await run.modelOf(planner);
    const steps: StepResult[] = [];
    const failed: Failed[] = [];
    let told = [
      'Agents:',
      ...Object.entries(agents).map(([name, agent]) => `- ${name}: ${describeCandidate(agent)}`),
      '',
      quote('objective', objective),
    ].join('\n');
    for (let plans = 1; plans <= maxIterations; plans += 1) {
      const asked = told;
      const plan = await run.attempt('planner', () => this.#plan(run, model, asked));
      if (!('value' in plan)) throw patternFailed('Orchestrator', [plan], { steps });
      if (plan.value.isComplete) {
        this.#checkFailures(failed, steps);
        return { steps, plans };
      }
      const before = steps.length;
      const interrupted = await this.#steps(run, objective, plan.value, steps);
      failed.push(...interrupted);
      if (run.isStopped) this.#checkFailures(failed, steps);
      // Send only the new results: the planner keeps its history.
      told = [
        `What was done:\n\n${report(steps.slice(before))}`,
        ...(interrupted.length > 0
          ? ['A task failed, so the later steps of the plan were not started. Plan around the failure.']
          : []),
        'Plan what is left.',
      ].join('\n\n');
    }
    throw new PlanLimitError(
      `The planner did not finish after ${maxIterations} plans. ` +
        'Raise maxIterations, add agents that can reach the objective, or reduce the objective.',
      { limit: maxIterations, ...carried({ steps }) },
    );
  }

  /** @throws {@link PatternFailedError} if a task failed and the orchestrator must not or cannot continue */
  #checkFailures([first, ...more]: readonly Failed[], steps: readonly StepResult[]): void {
    if (first === undefined) return;
    const isContinued = this.#options.onFailure === 'continue';
    const isAnyCompleted = steps.some(({ tasks }) => tasks.some(({ status }) => status === 'completed'));
    if (isContinued && isAnyCompleted) return;
    const advice = isContinued ? '' : ", or set onFailure: 'continue'";
    throw patternFailed('Orchestrator', [first, ...more], { steps }, advice);
  }

  async #plan(run: PatternRun, planner: TextGenerator, told: string): Promise<Plan> {
    const { planType = 'full', agents } = this.#options;
    const names = Object.keys(agents);
    const params = { ...run.limits, useHistory: true };
    if (planType === 'full') {
      return planner.generateStructured(told, fullPlan(names), { name: 'plan', ...params });
    }
    const { isComplete, ...step } = await planner.generateStructured(told, nextStep(names), {
      name: 'next_step',
      ...params,
    });
    return { steps: [step], isComplete };
  }

  /** Carries out the steps of a plan, up to the first with a failed task. Returns the failures. */
  async #steps(
    run: PatternRun,
    objective: string,
    plan: Plan,
    done: StepResult[],
  ): Promise<readonly Failed[]> {
    for (const { description, tasks } of plan.steps) {
      const failed: Failed[] = [];
      const results = await currentWorkflow().map(
        tasks,
        async (task): Promise<TaskResult[]> => {
          if (run.isStopped) return [];
          const outcome = await run.attempt(task.agent, () => this.#do(run, objective, task, done));
          if ('value' in outcome) return [{ ...task, status: 'completed', result: outcome.value }];
          failed.push(outcome);
          return [{ ...task, status: 'failed', error: outcome.failure.error }];
        },
        this.#options,
      );
      done.push({ description, tasks: results.flat() });
      if (failed.length > 0) return failed;
    }
    return [];
  }

  async #do(
    run: PatternRun,
    objective: string,
    { agent, description }: PlannedTask,
    before: readonly StepResult[],
  ): Promise<string> {
    const candidate = this.#options.agents[agent];
    if (candidate === undefined) {
      throw new InvalidArgumentError(
        `The plan has a task for agent "${agent}", which does not exist. Plan tasks only for the agents of the orchestrator.`,
        { argument: 'agents' },
      );
    }
    const model = await run.modelOf(participantOf(candidate));
    const prompt = [
      'Do this task. It is part of a larger objective.',
      quote('objective', objective),
      ...(before.length > 0 ? [quote('done', report(before))] : []),
      quote('task', description),
    ];
    // Tasks of one step may share a model, so each runs without history.
    return model.generateStr(prompt.join('\n\n'), { ...run.params, useHistory: false });
  }
}
