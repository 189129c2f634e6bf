import { asStep } from '../../runtime/workflow/as-step.ts';
import { Agent } from '../agent/agent.ts';
import type { StructuredParams } from '../model/params.ts';
import { PlanLimitError } from '../errors/patterns.ts';
import { InvalidArgumentError } from '../../runtime/errors/values.ts';
import type { ModelInput } from '../model/input.ts';
import type { RequestParams } from '../model/params.ts';
import type { Schema } from '../model/schema.ts';
import type { Concurrency } from '../../runtime/values/map-bounded.ts';
import { currentWorkflow } from '../../runtime/workflow/current.ts';
import { type Candidates, describeCandidate, participantOf } from './candidate.ts';
import {
  type TextGenerator,
  modelOf,
  type PatternOptions,
  quote,
  withoutForm,
  wordsOf,
} from './text-generator.ts';
import { fullPlan, nextStep, type Plan, type PlannedStep, type PlannedTask } from './plan.ts';

/** A completed task. */
export interface TaskResult extends PlannedTask {
  readonly result: string;
}

/** A completed step. */
export interface StepResult {
  readonly description: string;
  readonly tasks: readonly TaskResult[];
}

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
export interface OrchestratorOptions extends PatternOptions, Concurrency {
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
   * Runs the plan and returns the answer with the completed steps.
   *
   * @param params request parameters of the agents and the synthesizer
   * @throws {@link PlanLimitError} when the planner is not done after `maxIterations` plans
   * @throws the error of a failed task, after the other tasks of its step have ended
   */
  execute(objective: ModelInput, params?: RequestParams): Promise<PlanResult> {
    return asStep('Orchestrator execute', async () => {
      const words = wordsOf(objective);
      const done = await this.#carryOut(words, params);
      const result = await (await this.#synthesizer()).generateStr(gathered(words, done.steps), params);
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
    return asStep('Orchestrator generateStructured', async () => {
      const words = wordsOf(message);
      const { steps } = await this.#carryOut(words, withoutForm(params));
      return (await this.#synthesizer()).generateStructured(gathered(words, steps), schema, params);
    });
  }

  async #carryOut(
    objective: string,
    params: RequestParams | undefined,
  ): Promise<Pick<PlanResult, 'steps' | 'plans'>> {
    const { agents, maxIterations = 10, planner = PLANNER() } = this.#options;
    const model = await modelOf(planner, this.#options);
    const steps: StepResult[] = [];
    let told = [
      'Agents:',
      ...Object.entries(agents).map(([name, agent]) => `- ${name}: ${describeCandidate(agent)}`),
      '',
      quote('objective', objective),
    ].join('\n');
    for (let plans = 1; plans <= maxIterations; plans += 1) {
      const plan = await this.#plan(model, told);
      if (plan.isComplete) return { steps, plans };
      const before = steps.length;
      for (const step of plan.steps) steps.push(await this.#step(objective, step, steps, params));
      // Send only the new results: the planner keeps its history.
      told = `What was done:\n\n${report(steps.slice(before))}\n\nPlan what is left.`;
    }
    throw new PlanLimitError(
      `The planner did not finish after ${maxIterations} plans. ` +
        'Raise maxIterations, add agents that can reach the objective, or reduce the objective.',
      { limit: maxIterations },
    );
  }

  async #plan(planner: TextGenerator, told: string): Promise<Plan> {
    const { planType = 'full', agents } = this.#options;
    const names = Object.keys(agents);
    const params = { useHistory: true };
    if (planType === 'full') {
      return planner.generateStructured(told, fullPlan(names), { name: 'plan', ...params });
    }
    const { isComplete, ...step } = await planner.generateStructured(told, nextStep(names), {
      name: 'next_step',
      ...params,
    });
    return { steps: [step], isComplete };
  }

  async #step(
    objective: string,
    { description, tasks }: PlannedStep,
    before: readonly StepResult[],
    params: RequestParams | undefined,
  ): Promise<StepResult> {
    const done = await currentWorkflow().map(
      tasks,
      async (task): Promise<TaskResult> => ({
        ...task,
        result: await this.#do(objective, task, before, params),
      }),
      this.#options,
    );
    return { description, tasks: done };
  }

  async #do(
    objective: string,
    { agent, description }: PlannedTask,
    before: readonly StepResult[],
    params: RequestParams | undefined,
  ): Promise<string> {
    const candidate = this.#options.agents[agent];
    if (candidate === undefined) {
      throw new InvalidArgumentError(
        `The plan has a task for agent "${agent}", which does not exist. Plan tasks only for the agents of the orchestrator.`,
        {
          argument: 'agents',
        },
      );
    }
    const model = await modelOf(participantOf(candidate), this.#options);
    const prompt = [
      'Do this task. It is part of a larger objective.',
      quote('objective', objective),
      ...(before.length > 0 ? [quote('done', report(before))] : []),
      quote('task', description),
    ];
    // Tasks of one step may share a model, so each runs without history.
    return model.generateStr(prompt.join('\n\n'), { ...params, useHistory: false });
  }

  #synthesizer(): Promise<TextGenerator> {
    return modelOf(this.#options.synthesizer ?? SYNTHESIZER(), this.#options);
  }
}

const PLANNER = (): Agent =>
  new Agent({
    name: 'planner',
    instruction:
      'You are a planner. Divide the objective into steps, and each step into tasks for the listed agents. ' +
      'The tasks of a step run at the same time, and see only the results of earlier steps. If results are given, ' +
      'plan only the remaining work, and mark the plan as complete when none remains.',
  });

const SYNTHESIZER = (): Agent =>
  new Agent({
    name: 'synthesizer',
    instruction: 'You combine the results of several tasks into one answer to the objective.',
  });

/** Returns the synthesizer's prompt. */
function gathered(objective: string, steps: readonly StepResult[]): string {
  return `${quote('objective', objective)}\n\n${quote('done', report(steps))}`;
}

function report(steps: readonly StepResult[]): string {
  if (steps.length === 0) return 'Nothing yet.';
  return steps
    .map(({ description, tasks }) =>
      [
        `Step: ${description}`,
        ...tasks.map(
          (task) => `Task for ${task.agent}: ${task.description}\n${quote('result', task.result)}`,
        ),
      ].join('\n'),
    )
    .join('\n\n');
}
