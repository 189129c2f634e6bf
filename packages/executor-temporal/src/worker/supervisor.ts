import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigurationError, InvalidArgumentError } from '@mcp-agent/core/errors';
import { bundleFor, bundleWorkflows } from './workflow-bundle.ts';
import type { WorkerOptions } from './options.ts';

/** Tells a worker process where its bundle is, and that it is one. */
const BUNDLE_VARIABLE = 'MCP_AGENT_WORKER_BUNDLE';

const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 30_000;
/** A worker that lived so long was well: what ended it is new. */
const WELL_AFTER_MS = 60_000;
/** A worker that ends this soon this often at the beginning will not get better by itself. */
const EARLY_DEATHS = 3;
const EARLY_MS = 15_000;

/** The bundle of a process that a supervisor started; nothing in any other. */
export function childBundle(): URL | undefined {
  const file = process.env[BUNDLE_VARIABLE];
  return file === undefined ? undefined : pathToFileURL(file);
}

/**
 * Runs this program as that many worker processes, starts those again that die, with growing waits, and
 * resolves when all have ended because this process was told to stop.
 */
export async function superviseWorkers(count: number, options: WorkerOptions): Promise<void> {
  if (!Number.isInteger(count) || count < 1) {
    throw new InvalidArgumentError(`workerCount is ${count}; give a whole number from 1.`, {
      argument: 'workerCount',
    });
  }
  const script = process.argv[1];
  if (script === undefined) {
    throw new ConfigurationError(
      'workerCount needs a program to start again: call runWorker from a script file.',
    );
  }
  const given = options.workflowBundle !== undefined;
  const { code } = await (given ? bundleFor(options) : bundleWorkflows(options.workflows));
  const folder = await mkdtemp(join(tmpdir(), 'mcp-agent-worker-'));
  try {
    const bundle = join(folder, 'workflows.js');
    await writeFile(bundle, code);
    const stop = new AbortController();
    const onSignal = (): void => stop.abort();
    process.once('SIGTERM', onSignal).once('SIGINT', onSignal);
    try {
      await Promise.all(Array.from({ length: count }, () => keepAlive(script, bundle, stop)));
    } finally {
      process.off('SIGTERM', onSignal).off('SIGINT', onSignal);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function keepAlive(script: string, bundle: string, stop: AbortController): Promise<void> {
  let wait = FIRST_WAIT_MS;
  let earlyDeaths = 0;
  let everWell = false;
  while (!stop.signal.aborted) {
    const startedAt = Date.now();
    const how = await runOnce(script, bundle, stop.signal);
    if (stop.signal.aborted) return;
    const lived = Date.now() - startedAt;
    if (lived >= WELL_AFTER_MS) wait = FIRST_WAIT_MS;
    everWell ||= lived >= EARLY_MS;
    earlyDeaths += 1;
    if (!everWell && earlyDeaths >= EARLY_DEATHS) {
      // The others must not go on as if all were well.
      stop.abort();
      throw new ConfigurationError(
        `A worker process ended ${earlyDeaths} times within seconds of its start, at last ${how}. What it wrote above says why.`,
      );
    }
    process.stderr.write(`Worker process ended ${how}; it is started again in ${wait / 1_000} s.\n`);
    await pause(wait, stop.signal);
    wait = Math.min(wait * 2, MAX_WAIT_MS);
  }
}

/** Runs one worker process to its end, and says how it ended. */
async function runOnce(script: string, bundle: string, stop: AbortSignal): Promise<string> {
  const child = fork(script, process.argv.slice(2), { env: { ...process.env, [BUNDLE_VARIABLE]: bundle } });
  const onStop = (): void => void child.kill('SIGTERM');
  stop.addEventListener('abort', onStop, { once: true });
  try {
    return await ended(child);
  } finally {
    stop.removeEventListener('abort', onStop);
  }
}

function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal === null ? `with status ${code}` : `by ${signal}`));
  });
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      stop.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    stop.addEventListener('abort', done, { once: true });
  });
}
