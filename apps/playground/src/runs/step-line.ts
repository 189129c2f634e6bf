import type { HistoryStep, JsonValue } from '@mcp-agent/core';
import type { Tokens } from '../interface/run.ts';
import type { RetryView, StepLine } from '../interface/step.ts';
import { viewErrorData } from './error-view.ts';
import type { ModelStep, StepView } from './step.ts';
import { viewStep } from './view-step.ts';

const MAX_ABOUT_LENGTH = 160;

export function stepLine(step: HistoryStep, retries: readonly RetryView[]): StepLine {
  const view = viewStep(step);
  const { kind } = view;
  const about = aboutOf(step, view);
  const answer = kind === 'model' ? view.answer : undefined;
  return {
    kind,
    name: nameOf(view),
    status: step.status,
    startedAt: step.startedAt,
    attempts: step.attempts,
    ...(about !== undefined && { about: cut(about) }),
    ...(step.endedAt !== undefined && { endedAt: step.endedAt }),
    ...(answer !== undefined && { tokens: answerTokens(answer) }),
    ...(kind === 'tool' && view.result?.isError === true && { refused: true }),
    ...(step.error !== undefined && { error: cut(step.error.message) }),
    ...(step.retry !== undefined && { waits: true }),
    ...(retries.length > 0 && { retries }),
  };
}

/** Adds the retry that a step waits for, unless it is known. */
export function seenRetry(step: HistoryStep, seen: readonly RetryView[]): readonly RetryView[] {
  if (step.retry === undefined || seen.at(-1)?.attempt === step.attempts + 1) return seen;
  const { at, error } = step.retry;
  return [...seen, { attempt: step.attempts + 1, at, error: viewErrorData(error) }];
}

function answerTokens({ inputTokens, outputTokens, cost }: NonNullable<ModelStep['answer']>): Tokens {
  return { input: inputTokens, output: outputTokens, ...(cost !== undefined && { cost }) };
}

function nameOf(view: StepView): string {
  if (view.kind === 'model') return view.answer?.model ?? '';
  return view.kind === 'tool' ? view.tool : view.name;
}

function aboutOf({ type, input }: HistoryStep, view: StepView): string | undefined {
  if (view.kind === 'model') {
    const { text, toolCalls } = view.answer ?? { text: '', toolCalls: [] };
    if (toolCalls.length === 0) return text === '' ? undefined : text;
    return `requests ${toolCalls.map(({ name }) => name).join(', ')}`;
  }
  if (view.kind === 'tool') return Object.values(view.arguments).map(short).join(', ');
  if (type === 'timer') return typeof input === 'number' ? `${input / 1000} s` : undefined;
  // A message has a list of arguments, often only one.
  const payload = type === 'signal' || type === 'update' ? onlyOne(input) : input;
  return payload === undefined || payload === null ? undefined : short(payload);
}

function onlyOne(args: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(args) && args.length < 2 ? args[0] : args;
}

function short(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function cut(text: string): string {
  if (text.length <= MAX_ABOUT_LENGTH) return text;
  // Do not end in half a surrogate pair.
  return `${text.slice(0, MAX_ABOUT_LENGTH).replace(/[\ud800-\udbff]$/, '')}…`;
}
