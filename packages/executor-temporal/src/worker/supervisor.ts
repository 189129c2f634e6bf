import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigurationError, InvalidArgumentError } from '@mcp-agent/core/errors';
import { bundleFor, bundleWorkflows } from './workflow-bundle.ts';
import type { WorkerOptions } from './options.ts';
import { StopRequests } from './stop-requests.ts';
import { askToStop } from './supervisor-channel.ts';

/** Path of the bundle; set only in worker processes of a supervisor. */
const BUNDLE_VARIABLE = 'MCP_AGENT_WORKER_BUNDLE';

const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 30_000;
/** Uptime after which a worker counts as healthy and the restart delay resets. */
const WELL_AFTER_MS = 60_000;
/** The supervisor gives up after this many exits if the worker never ran for `EARLY_MS`. */
const EARLY_DEATHS = 3;
const EARLY_MS = 15_000;

/** How long a worker may take to end after its grace period before it is killed: its event loop may be blocked. */
const KILL_AFTER_GRACE_MS = 10_000;

/** How worker processes are stopped, and killed. */
interface Stopping {
  readonly stop: AbortController;
  readonly kill: AbortSignal;
}

/** Returns the bundle of a process started by a supervisor; `undefined` in any other process. */
export function childBundle(): URL | undefined {
  const file = process.env[BUNDLE_VARIABLE];
  return file === undefined ? undefined : pathToFileURL(file);
}

/**
 * Runs this program as `count` worker processes and restarts those that die, with increasing delays. Resolves when
 * all have stopped because this process was stopped. A second signal kills them.
 *
 * @param graceSeconds how long a worker may take to stop by itself
 */
export async function superviseWorkers(
  count: number,
  options: WorkerOptions,
  graceSeconds: number,
): Promise<void> {
  if (!Number.isInteger(count) || count < 1) {
    throw new InvalidArgumentError(`workerCount is ${count}. Use an integer of at least 1.`, {
      argument: 'workerCount',
    });
  }
  const script = process.argv[1];
  if (script === undefined) {
    throw new ConfigurationError(
      'workerCount was set, but there is no script to start worker processes from. Call runWorker in a script file.',
    );
  }
  const given = options.workflowBundle !== undefined;
  const { code } = await (given ? bundleFor(options) : bundleWorkflows(options.workflows));
  const folder = await mkdtemp(join(tmpdir(), 'mcp-agent-worker-'));
  try {
    const bundle = join(folder, 'workflows.js');
    await writeFile(bundle, code);
    const stop = new AbortController();
    const kill = new AbortController();
    using _requests = new StopRequests(
      () => {
        stop.abort();
        const onExpired = (): void => kill.abort();
        setTimeout(onExpired, graceSeconds * 1_000 + KILL_AFTER_GRACE_MS).unref();
      },
      () => kill.abort(),
    );
    const stopping = { stop, kill: kill.signal };
    await Promise.all(Array.from({ length: count }, () => keepAlive(script, bundle, stopping)));
    if (kill.signal.aborted) process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function keepAlive(script: string, bundle: string, { stop, kill }: Stopping): Promise<void> {
  let wait = FIRST_WAIT_MS;
  let earlyDeaths = 0;
  let everWell = false;
  while (!stop.signal.aborted) {
    const startedAt = Date.now();
    const how = await runOnce(script, bundle, stop.signal, kill);
    if (stop.signal.aborted) return;
    const lived = Date.now() - startedAt;
    if (lived >= WELL_AFTER_MS) wait = FIRST_WAIT_MS;
    everWell ||= lived >= EARLY_MS;
    earlyDeaths += 1;
    if (!everWell && earlyDeaths >= EARLY_DEATHS) {
      // Stop the other workers too, so that the failure does not go unnoticed.
      stop.abort();
      throw new ConfigurationError(
        `A worker process ended ${earlyDeaths} times within seconds of its start, the last time ${how}. See its output above.`,
      );
    }
    process.stderr.write(`Worker process ended ${how}. A new one starts in ${wait / 1_000} s.\n`);
    await pause(wait, stop.signal);
    wait = Math.min(wait * 2, MAX_WAIT_MS);
  }
}

/** Runs one worker process and returns how it ended. */
async function runOnce(
  script: string,
  bundle: string,
  stop: AbortSignal,
  kill: AbortSignal,
): Promise<string> {
  const child = fork(script, process.argv.slice(2), { env: { ...process.env, [BUNDLE_VARIABLE]: bundle } });
  const onStop = (): void => askToStop(child);
  const onKill = (): void => void child.kill('SIGKILL');
  stop.addEventListener('abort', onStop, { once: true });
  kill.addEventListener('abort', onKill, { once: true });
  try {
    return await ended(child);
  } finally {
    stop.removeEventListener('abort', onStop);
    kill.removeEventListener('abort', onKill);
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
