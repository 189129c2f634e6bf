import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openPlayground, type Playground } from '../playground.ts';
import { printFailure } from '../print/failure.ts';
import { printRun } from '../print/run-printer.ts';
import { clean, type Screen } from '../print/screen.ts';
import { count, duration, tokens } from '../interface/format.ts';
import type { RunStatus } from '../interface/run.ts';
import type { RunView } from '../runs/run.ts';
import { loadSettings } from '../settings/settings.ts';
import type { Arguments } from './arguments.ts';
import { ToldToEnd } from './until-told.ts';

/** Where the page is if nobody says: always the same, or any port that is free. */
const PORTS = [4270, 0];

/** Where things are written. */
export interface Output {
  readonly screen: Screen;
  readonly errors: Screen;
}

/** Runs a question, and then serves the page, or not. */
export async function play(args: Arguments, { screen, errors }: Output, told: AbortSignal): Promise<number> {
  const config = await loadSettings(({ message }) => errors.line(`warning: ${clean(message)}`));
  const anyPort = args.once === undefined ? PORTS : [0];
  const ports = args.port === undefined ? anyPort : [args.port];
  await using playground = await openPlayground({
    config,
    ports,
    signal: told,
    ...(args.workflows !== undefined && { workflows: findFile(args.workflows) }),
  });
  // Built meanwhile: the first run takes longer.
  const served = args.once === undefined ? playground.servePage() : undefined;
  served?.catch(() => {});
  if (args.workflows === undefined) {
    const engine = args.engine ?? config.executionEngine;
    const status = await runQuestion(
      { playground, engine, question: args.once ?? playground.question },
      { screen, errors },
    );
    if (told.reason instanceof ToldToEnd) return told.reason.status;
    if (args.once !== undefined) return status === 'completed' ? 0 : 1;
  } else {
    const names = [...playground.workflows.keys()].join(', ');
    screen.paragraph(names, { mark: 'Workflows: ' });
  }
  await served;
  screen.line();
  screen.line(`The playground is at ${screen.style('underline', playground.origin)} (Ctrl-C ends it).`);
  if (!told.aborted) await once(told, 'abort');
  // That is how one leaves it.
  return 0;
}

/** Runs the workflow `research`, and tells everything of it. */
async function runQuestion(
  { playground, engine, question }: { playground: Playground; engine: string; question: string },
  { screen, errors }: Output,
): Promise<RunStatus> {
  const { runs, engines } = playground;
  const opened = engines.get(engine);
  if (opened === undefined) throw new Error(`There is no engine "${engine}".`);
  printHeader(screen, playground, { engine, question });
  const id = runs.newId('research');
  const run = runs.start(opened, { id, workflow: 'research', input: { query: question } });
  const view = await printRun(run, opened, screen);
  printSummary(screen, view);
  const { status, result } = view;
  if (status === 'completed')
    printAnswer(screen, typeof result === 'string' ? result : JSON.stringify(result));
  else if (!runs.stopped) printFailure(run.failure ?? opened.failure, errors);
  return status;
}

function printHeader(
  screen: Screen,
  { model, tools }: Playground,
  { engine, question }: { engine: string; question: string },
): void {
  const row = (name: string, text: string): void => screen.paragraph(text, { mark: `  ${name.padEnd(10)}` });
  screen.line(
    screen.style('bold', 'The workflow "research", from apps/playground/src/workflows/research.ts'),
  );
  screen.line();
  row('Question', question);
  row('Model', model.notice);
  row('Tools', tools);
  row('Engine', engine);
}

function printSummary(
  screen: Screen,
  { status, steps, tokens: used, startedAt, endedAt, engine }: RunView,
): void {
  screen.line();
  if (startedAt === undefined) {
    screen.paragraph(`The workflow did not start: the engine "${engine}" is not available.`, {
      style: 'red',
    });
    return;
  }
  const of = (kind: string): number => steps.filter((step) => step.kind === kind).length;
  const what = [
    count(of('model'), 'model call'),
    count(of('tool'), 'tool call'),
    tokens(used.input, used.output),
  ];
  screen.paragraph(
    `${status.replace(/^./, (first) => first.toUpperCase())} on ${engine} in ${duration((endedAt ?? Date.now()) - startedAt)}: ${what.join(', ')}.`,
    {
      style: status === 'completed' ? 'green' : 'red',
    },
  );
}

/** Broken into lines for who reads it here; whole for a program that reads it. */
function printAnswer(screen: Screen, answer: string): void {
  screen.line();
  if (screen.isTerminal) screen.paragraph(answer);
  else screen.line(clean(answer));
}

/** npm runs its scripts in the folder of the package, and says which one the person is in. */
function findFile(path: string): URL {
  const here = resolve(path);
  const { INIT_CWD: callers = '.' } = process.env;
  return pathToFileURL(existsSync(here) ? here : resolve(callers, path));
}
