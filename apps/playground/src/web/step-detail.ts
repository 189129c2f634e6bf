import type { HistoryStep } from '@mcp-agent/core';
import type { StepDetail } from '../interface/step.ts';
import { viewErrorData } from '../runs/error-view.ts';

/** As much of a value as the page is given: one may have 2,000,000 bytes. */
const MAX_TEXT_LENGTH = 200_000;

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
  const more = all.length - MAX_TEXT_LENGTH;
  return more <= 0
    ? all
    : `${all.slice(0, MAX_TEXT_LENGTH)}\n... and ${more.toLocaleString('en')} characters more`;
}
