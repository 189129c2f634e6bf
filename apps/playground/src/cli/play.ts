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
import { ShutdownError } from './shutdown-signal.ts';

/** Default ports of the page: a fixed one, or any free one. */
const PORTS = [4270, 0];

/** The terminal's stdout and stderr. */
export interface Output {
  readonly screen: Screen;
  readonly errors: Screen;
}

/** Runs the first question, and then serves the page unless `--once` is set. Returns the exit status. */
export async function play(
  args: Arguments,
  { screen, errors }: Output,
  shutdown: AbortSignal,
): Promise<number> {
  const config = await loadSettings(({ message }) => errors.line(`warning: ${clean(message)}`));
  const anyPort = args.once === undefined ? PORTS : [0];
  const ports = args.port === undefined ? anyPort : [args.port];
  await using playground = await openPlayground({
    config,
    ports,
    signal: shutdown,
    ...(args.workflows !== undefined && { workflows: findFile(args.workflows) }),
  });
  // The page is built while the first run is in progress.
  const served = args.once === undefined ? playground.servePage() : undefined;
  served?.catch(() => {});
  if (args.workflows === undefined) {
    const engine = args.engine ?? config.executionEngine;
    const status = await runQuestion(
      { playground, engine, question: args.once ?? playground.question },
      { screen, errors },
    );
    if (shutdown.reason instanceof ShutdownError) return shutdown.reason.status;
    if (args.once !== undefined) return status === 'completed' ? 0 : 1;
  } else {
    const names = [...playground.workflows.keys()].join(', ');
    screen.paragraph(names, { mark: 'Workflows: ' });
  }
  await served;
  screen.line();
  screen.line(
    `The playground is at ${screen.style('underline', playground.origin)} (press Ctrl-C to stop it).`,
  );
  if (!shutdown.aborted) await once(shutdown, 'abort');
  // Ctrl-C is the regular way to stop serving.
  return 0;
}

/** Runs the workflow `research` and prints its steps and its result. */
async function runQuestion(
  { playground, engine, question }: { playground: Playground; engine: string; question: string },
  { screen, errors }: Output,
): Promise<RunStatus> {
  const { runs, engines } = playground;
  const opened = engines.get(engine);
  if (opened === undefined)
    throw new Error(`Engine "${engine}" is not available. Use one of: ${engines.names.join(', ')}.`);
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
  screen.line(screen.style('bold', 'Workflow "research" (apps/playground/src/workflows/research.ts)'));
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

/** Prints the answer: wrapped in a terminal, unchanged for a program that reads it. */
function printAnswer(screen: Screen, answer: string): void {
  screen.line();
  if (screen.isTerminal) screen.paragraph(answer);
  else screen.line(clean(answer));
}

/** Resolves a path. npm runs scripts in the folder of the package, and has the user's folder in `INIT_CWD`. */
function findFile(path: string): URL {
  const here = resolve(path);
  const { INIT_CWD: userFolder = '.' } = process.env;
  return pathToFileURL(existsSync(here) ? here : resolve(userFolder, path));
}
