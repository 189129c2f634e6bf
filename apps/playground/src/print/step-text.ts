import type { ModelStep, OtherStep, StepView, ToolStep } from '../runs/step.ts';
import { count, duration, tokens } from '../interface/format.ts';
import { stepStatusWord } from '../interface/status-words.ts';

/** What a step is, known when it begins. */
export function headingOf(step: StepView): string {
  if (isModel(step)) return 'Model called';
  if (isTool(step)) return `Tool called: ${step.tool}, of the server ${step.server}`;
  return `${NAMES[step.kind]}${step.name === '' ? '' : `: ${step.name}`}`;
}

/** What a step was given, known when it begins. */
export function inputOf(step: StepView): string[] {
  if (!isTool(step)) return [];
  return Object.entries(step.arguments).map(([name, value]) => `with ${name} = ${JSON.stringify(value)}`);
}

/** What a step came to, known when it has ended. */
export function outcomeOf(step: StepView): string[] {
  const lines = isModel(step) ? modelOutcome(step) : isTool(step) ? toolOutcome(step) : [];
  const time = step.durationMs === undefined ? [] : [duration(step.durationMs)];
  const attempts = step.attempts > 1 ? [`${step.attempts} attempts`] : [];
  const used =
    isModel(step) && step.answer ? [tokens(step.answer.inputTokens, step.answer.outputTokens)] : [];
  const status = step.status === 'completed' ? [] : [stepStatusWord(step.status)];
  return [...lines, [...status, ...used, ...time, ...attempts].join(', ')];
}

const NAMES: Readonly<Record<OtherStep['kind'], string>> = {
  activity: 'Activity',
  timer: 'Timer',
  child: 'Child workflow',
  signal: 'Signal',
  update: 'Update',
};

function isModel(step: StepView): step is ModelStep {
  return step.kind === 'model';
}

function isTool(step: StepView): step is ToolStep {
  return step.kind === 'tool';
}

function modelOutcome({ answer }: ModelStep): string[] {
  if (answer === undefined) return [];
  const { model, text, toolCalls } = answer;
  const chosen = toolCalls.map(({ name, known }) => (known ? name : `${name}, which no server has`));
  if (chosen.length === 0) return [`${model} answered, with ${count(text.length, 'character')}`];
  return [`${model} chose the ${chosen.length === 1 ? 'tool' : 'tools'} ${chosen.join(' and ')}`];
}

const MAX_LINE_LENGTH = 120;

function toolOutcome({ result }: ToolStep): string[] {
  if (result === undefined) return [];
  const { text, characters, isError } = result;
  const lines = text.split('\n').map((line) => line.trim());
  // The fetch servers begin with the address, which is known.
  const line = lines.find((each) => each !== '' && !/^contents of \S+$/i.test(each)) ?? '';
  const first = line.length > MAX_LINE_LENGTH ? `${line.slice(0, MAX_LINE_LENGTH)}...` : line;
  if (isError) return [`said that it failed: ${first}`];
  return [`gave ${count(characters, 'character')}, which begin: ${first}`];
}
