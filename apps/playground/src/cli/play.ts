import { once } from 'node:events';
import { openPlayground, type Playground } from '../playground.ts';
import { printFailure } from '../print/failure.ts';
import { printRun } from '../print/run-printer.ts';
import { clean, type Screen } from '../print/screen.ts';
import { count, duration, tokens } from '../print/units.ts';
import type { RunStatus, RunView } from '../runs/run.ts';
import { loadSettings } from '../settings/settings.ts';
import type { Arguments } from './arguments.ts';
import { ToldToEnd } from './until-told.ts';

/** Where the page is if nobody says: always the same, or any port that is free. */
const PORTS = [4270, 0];

const VERDICTS: Readonly<Record<RunStatus, string>> = {
  opening: 'Not started',
  running: 'Still running',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** Where things are written. */
export interface Output {
  readonly screen: Screen;
  readonly errors: Screen;
}

/** Runs the workflow once, and then serves the page, or not. */
export async function play(args: Arguments, { screen, errors }: Output, told: AbortSignal): Promise<number> {
  const config = await loadSettings(({ message }) => errors.line(`warning: ${clean(message)}`));
  const anyPort = args.once === undefined ? PORTS : [0];
  const ports = args.port === undefined ? anyPort : [args.port];
  await using playground = await openPlayground(config, ports, told);
  const engine = args.engine ?? config.executionEngine;
  const question = args.once ?? playground.question;

  printHeader(screen, playground, { engine, question });
  const run = playground.runs.start(engine, question);
  const view = await printRun(run, screen);
  printSummary(screen, view);
  if (view.answer !== undefined) printAnswer(screen, view.answer);
  else if (!told.aborted) printFailure(run.failure, errors);
  if (told.reason instanceof ToldToEnd) return told.reason.status;
  if (args.once !== undefined) return view.status === 'completed' ? 0 : 1;

  screen.line();
  screen.line(`The playground is at ${screen.style('underline', playground.origin)} (Ctrl-C ends it).`);
  if (!told.aborted) await once(told, 'abort');
  // That is how one leaves it.
  return 0;
}

function printHeader(
  screen: Screen,
  { model, tools }: Playground,
  { engine, question }: { engine: string; question: string },
): void {
  const row = (name: string, text: string): void => screen.paragraph(text, { mark: `  ${name.padEnd(10)}` });
  screen.line(screen.style('bold', 'The workflow "research", from apps/playground/src/workflows.ts'));
  screen.line();
  row('Question', question);
  row('Model', model.notice);
  row('Tools', tools);
  row('Engine', engine);
}

function printSummary(screen: Screen, { status, steps, tokens: used, durationMs, engine }: RunView): void {
  screen.line();
  if (durationMs === undefined) {
    screen.paragraph(`${VERDICTS[status]}: the engine ${engine} could not be opened.`, { style: 'red' });
    return;
  }
  const of = (kind: string): number => steps.filter((step) => step.kind === kind).length;
  const what = [
    count(of('model'), 'model call'),
    count(of('tool'), 'tool call'),
    tokens(used.input, used.output),
  ];
  screen.paragraph(`${VERDICTS[status]} on ${engine} in ${duration(durationMs)}: ${what.join(', ')}.`, {
    style: status === 'completed' ? 'green' : 'red',
  });
}

/** Broken into lines for who reads it here; whole for a program that reads it. */
function printAnswer(screen: Screen, answer: string): void {
  screen.line();
  if (screen.isTerminal) screen.paragraph(answer);
  else screen.line(clean(answer));
}
