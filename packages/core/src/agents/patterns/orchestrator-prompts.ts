import { Agent } from '../agent/agent.ts';
import type { StepResult, TaskResult } from './results.ts';
import { quote } from './text-generator.ts';

/** The built-in planner. */
export const PLANNER = (): Agent =>
  new Agent({
    name: 'planner',
    instruction:
      'You are a planner. Divide the objective into steps, and each step into tasks for the listed agents. ' +
      'The tasks of a step run at the same time, and see only the results of earlier steps. If results are given, ' +
      'plan only the remaining work, and mark the plan as complete when none remains.',
  });

/** The built-in synthesizer. */
export const SYNTHESIZER = (): Agent =>
  new Agent({
    name: 'synthesizer',
    instruction: 'You combine the results of several tasks into one answer to the objective.',
  });

/** Returns the synthesizer's prompt. */
export function gathered(objective: string, steps: readonly StepResult[]): string {
  return `${quote('objective', objective)}\n\n${quote('done', report(steps))}`;
}

/** Returns what was done, for a prompt. */
export function report(steps: readonly StepResult[]): string {
  if (steps.length === 0) return 'Nothing yet.';
  return steps
    .map(({ description, tasks }) =>
      [
        `Step: ${description}`,
        ...tasks.map((task) => `Task for ${task.agent}: ${task.description}\n${outcomeOf(task)}`),
      ].join('\n'),
    )
    .join('\n\n');
}

function outcomeOf(task: TaskResult): string {
  return task.status === 'completed' ? quote('result', task.result) : quote('failed', task.error.message);
}
