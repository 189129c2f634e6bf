import type { HistoryStep } from '@mcp-agent/core';
import type { StepDetail } from '../interface/step.ts';
import { viewErrorData } from '../runs/error-view.ts';

/** As much of a value as the page is given: one may have 2,000,000 bytes. */
const LONGEST_TEXT = 200_000;

export function readStep({ name, type, input, output, error }: HistoryStep): StepDetail {
  return {
    name,
    type,
    ...(input !== undefined && { input: text(input) }),
    ...(output !== undefined && { output: text(output) }),
    ...(error !== undefined && { error: viewErrorData(error) }),
  };
}

function text(value: unknown): string {
  const all = JSON.stringify(value, undefined, 2);
  const more = all.length - LONGEST_TEXT;
  return more <= 0
    ? all
    : `${all.slice(0, LONGEST_TEXT)}\n... and ${more.toLocaleString('en')} characters more`;
}
