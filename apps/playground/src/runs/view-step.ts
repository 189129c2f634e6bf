import type { HistoryStep } from '@mcp-agent/core';
import { viewErrorData } from './error-view.ts';
import type { AnyStep, StepView } from './step.ts';
import { readModelAnswer, readToolMessage, readToolRequest } from './step-payloads.ts';

/** Maximum number of characters of a tool's result to show. */
const MAX_TEXT_LENGTH = 20_000;

/** Converts a step of a history. */
export function viewStep(step: HistoryStep): StepView {
  const { type, name, status, startedAt, endedAt, attempts, input, output, error } = step;
  const any: AnyStep = {
    status,
    startedAt,
    attempts,
    ...(endedAt !== undefined && { durationMs: endedAt - startedAt }),
    ...(error !== undefined && { error: viewErrorData(error) }),
  };
  if (type === 'activity' && /^llm\..+\.complete$/.test(name)) {
    const answer = readModelAnswer(output);
    return { ...any, kind: 'model', ...(answer !== undefined && { answer }) };
  }
  const request = type === 'activity' && name === 'mcp.call_tool' ? readToolRequest(input) : undefined;
  if (request !== undefined) {
    const text = readToolMessage(output);
    const result = text && {
      ...text,
      text: text.text.slice(0, MAX_TEXT_LENGTH),
      characters: text.text.length,
    };
    return { ...any, kind: 'tool', ...request, ...(result !== undefined && { result }) };
  }
  return { ...any, kind: type, name };
}
