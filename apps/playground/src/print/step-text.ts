import type { ModelStep, OtherStep, StepView, ToolStep } from '../runs/step.ts';
import { count, duration, tokens } from '../interface/format.ts';
import { stepStatusWord } from '../interface/status-words.ts';

/** Returns the heading of a step, known when it starts. */
export function headingOf(step: StepView): string {
  if (step.kind === 'model') return 'Model call';
  if (step.kind === 'tool') return `Tool call: ${step.tool} of server ${step.server}`;
  return `${NAMES[step.kind]}${step.name === '' ? '' : `: ${step.name}`}`;
}

/** Returns the input of a step, known when it starts. */
export function inputOf(step: StepView): string[] {
  if (step.kind !== 'tool') return [];
  return Object.entries(step.arguments).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
}

/** Returns the outcome of a step, known when it has ended. */
export function outcomeOf(step: StepView): string[] {
  const lines = step.kind === 'model' ? modelOutcome(step) : step.kind === 'tool' ? toolOutcome(step) : [];
  const time = step.durationMs === undefined ? [] : [duration(step.durationMs)];
  const attempts = step.attempts > 1 ? [`${step.attempts} attempts`] : [];
  const used =
    step.kind === 'model' && step.answer ? [tokens(step.answer.inputTokens, step.answer.outputTokens)] : [];
  const status = step.status === 'completed' ? [] : [stepStatusWord(step.status)];
  return [...lines, [...status, ...used, ...time, ...attempts].join(', ')];
}

const NAMES: Readonly<Record<OtherStep['kind'], string>> = {
  activity: 'Activity',
  timer: 'Timer',
  child: 'Child workflow',
  signal: 'Signal',
  update: 'Update',
  turn: 'Code of the workflow',
};

function modelOutcome({ answer }: ModelStep): string[] {
  if (answer === undefined) return [];
  const { model, text, toolCalls } = answer;
  const chosen = toolCalls.map(({ name, known }) => (known ? name : `${name} (unknown)`));
  if (chosen.length === 0) return [`${model} answered with ${count(text.length, 'character')}`];
  return [`${model} requested the ${chosen.length === 1 ? 'tool' : 'tools'} ${chosen.join(' and ')}`];
}

const MAX_LINE_LENGTH = 120;

function toolOutcome({ result }: ToolStep): string[] {
  if (result === undefined) return [];
  const { text, characters, isError } = result;
  const lines = text.split('\n').map((line) => line.trim());
  // The first line of the fetch servers is the URL, which is known.
  const line = lines.find((each) => each !== '' && !/^contents of \S+$/i.test(each)) ?? '';
  const first = line.length > MAX_LINE_LENGTH ? `${line.slice(0, MAX_LINE_LENGTH)}...` : line;
  if (isError) return [`returned an error: ${first}`];
  return [`returned ${count(characters, 'character')}: ${first}`];
}
