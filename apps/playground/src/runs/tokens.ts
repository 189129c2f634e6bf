import type { HistoryStep } from '@mcp-agent/core';
import type { Tokens } from '../interface/run.ts';
import { viewStep } from './view-step.ts';

/** Adds up the token usage of the model calls. */
export function tokensOf(steps: readonly HistoryStep[]): Tokens {
  let [input, output] = [0, 0];
  let cost: number | undefined = 0;
  for (const step of steps) {
    // Skips most steps of a long history cheaply.
    if (step.type !== 'activity' || step.status !== 'completed') continue;
    const view = viewStep(step);
    if (view.kind !== 'model' || view.answer === undefined) continue;
    input += view.answer.inputTokens;
    output += view.answer.outputTokens;
    cost = cost === undefined || view.answer.cost === undefined ? undefined : cost + view.answer.cost;
  }
  return { input, output, ...(cost !== undefined && input + output > 0 && { cost }) };
}
