import type { HistoryStep } from '@mcp-agent/core';
import type { StepDetail } from '../interface/step.ts';
import { viewErrorData } from '../runs/error-view.ts';
import { truncate } from './truncate.ts';

/** Maximum number of characters of a value for the page. A value may have 2,000,000 bytes. */
const MAX_TEXT_LENGTH = 200_000;

export function readStep({ name, type, input, output, error }: HistoryStep): StepDetail {
  return {
    name,
    type,
    ...(input !== undefined && { input: toText(input) }),
    ...(output !== undefined && { output: toText(output) }),
    ...(error !== undefined && { error: viewErrorData(error) }),
  };
}

function toText(value: unknown): string {
  return truncate(JSON.stringify(value, undefined, 2), MAX_TEXT_LENGTH);
}
