import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { testTimeout } from '../support/test-timeout.ts';
import { lastLines } from './command.ts';
import { TemporalStartError } from './errors.ts';
import { freePort } from '../support/free-port.ts';
import { type GuardedProcess, spawnGuarded } from './guarded-process.ts';
import { namespaceProblem } from './namespace-problem.ts';
import { tuningArguments } from './tuning.ts';

const HOST = '127.0.0.1';
/** A start takes 0.2 s on an idle machine. */
const START_TIMEOUT_MS = testTimeout(180_000);
const REQUEST_TIMEOUT_MS = testTimeout(10_000);
const RETRY_MS = 20;
/** Time for a server with a data file to close it. */
const GRACE_MS = testTimeout(10_000);
const MAX_PORT_ATTEMPTS = 5;
const MAX_STDERR_LINES = 20;

/** Temporal's name of the type of a search attribute. */
export type SearchAttributeType = 'Text' | 'Keyword' | 'Int' | 'Double' | 'Bool' | 'Datetime' | 'KeywordList';

/** Options for a development server. */
export interface DevelopmentServerOptions {
  /**
   * The SQLite file that stores workflows between runs; SQLite creates two more files next to it. Default: workflows are
   * in memory.
   */
  readonly dataFile?: string;
  /** The TCP port of the gRPC endpoint, on 127.0.0.1. Default: a free port. */
  readonly port?: number;
  /** Namespaces to create in addition to `default`. */
  readonly namespaces?: readonly string[];
  /** Custom search attributes to register. */
  readonly searchAttributes?: Readonly<Record<string, SearchAttributeType>>;
  /** Serves Temporal's web UI: `true` for a free port, or the port. Default: false. */
  readonly ui?: boolean | number;
  /** Starts the server untuned, as `temporal server start-dev` does: several times slower. Default: false. */
  readonly stock?: boolean;
}

/** A development server that answers. */
export interface DevelopmentServer {
  readonly address: string;
  readonly uiUrl: string | undefined;
  /** Resolves when the process exits, with its code or signal. */
  readonly ended: Promise<number | string>;
  /** Returns the last lines of stderr. */
  stderr(): string;
  close(): Promise<void>;
}

/** Starts a server, and waits until it answers. Retries with another free port if one is taken meanwhile. */
export async function startDevelopmentServer(
  binary: string,
  options: DevelopmentServerOptions,
  signal: AbortSignal | undefined,
): Promise<DevelopmentServer> {
  if (options.dataFile !== undefined) await mkdir(dirname(options.dataFile), { recursive: true });
  const fixed = [options.port, options.ui].filter((port) => typeof port === 'number');
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    const uiPort = options.ui === true ? await freePort() : options.ui || undefined;
    try {
      return await launch(binary, argumentsFor(options, port, uiPort), { port, uiPort, options, signal });
    } catch (error) {
      const isRetryable =
        error instanceof TemporalStartError &&
        attempt < MAX_PORT_ATTEMPTS &&
        isPortTaken(error.stderr) &&
        !fixed.some((taken) => error.stderr.includes(`:${taken}:`));
      if (!isRetryable) throw error;
    }
  }
}

function argumentsFor(options: DevelopmentServerOptions, port: number, uiPort: number | undefined): string[] {
  const args = ['server', 'start-dev', '--ip', HOST, '--port', String(port), '--log-level', 'error'];
  if (uiPort === undefined) args.push('--headless');
  else args.push('--ui-port', String(uiPort));
  if (options.dataFile !== undefined) args.push('--db-filename', options.dataFile);
  for (const namespace of options.namespaces ?? []) args.push('--namespace', namespace);
  for (const [name, type] of Object.entries(options.searchAttributes ?? {})) {
    args.push('--search-attribute', `${name}=${type}`);
  }
  if (options.stock !== true) args.push(...tuningArguments({ dataFile: options.dataFile !== undefined }));
  return args;
}

interface Launch {
  readonly port: number;
  readonly uiPort: number | undefined;
  readonly options: DevelopmentServerOptions;
  readonly signal: AbortSignal | undefined;
}

async function launch(binary: string, args: readonly string[], to: Launch): Promise<DevelopmentServer> {
  // Data in memory is lost in any case, and a graceful exit takes a second.
  const guarded = spawnGuarded(binary, args, to.options.dataFile === undefined ? 0 : GRACE_MS);
  const address = `${HOST}:${to.port}`;
  const stderr = captureStderr(guarded);
  try {
    await waitUntilReady(guarded, address, binary, stderr, to.signal);
  } catch (error) {
    await guarded.end();
    to.signal?.throwIfAborted();
    throw error;
  }
  guarded.ref(false);
  return {
    address,
    uiUrl: to.uiPort === undefined ? undefined : `http://${HOST}:${to.uiPort}`,
    ended: guarded.ended,
    stderr,
    close: guarded.end,
  };
}

/** Waits until the server answers. Another process may have taken the port, so the server must have started. */
async function waitUntilReady(
  guarded: GuardedProcess,
  address: string,
  binary: string,
  stderr: () => string,
  signal: AbortSignal | undefined,
): Promise<void> {
  let status: number | string | undefined;
  void guarded.ended.then((ended) => (status = ended));
  // The server prints its addresses once it listens.
  let isListening = false;
  guarded.process.stdout?.on('data', () => (isListening = true));
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (let problem: string | undefined = 'it printed no address'; ;) {
    signal?.throwIfAborted();
    if (status !== undefined) throw startError(`exited at once (${status})`, binary, stderr());
    if (isListening)
      problem = await namespaceProblem(address, 'default', { timeoutMs: REQUEST_TIMEOUT_MS, signal });
    if (problem === undefined) return;
    if (Date.now() > deadline) {
      throw startError(`did not answer within ${START_TIMEOUT_MS / 1000} s (${problem})`, binary, stderr());
    }
    await wait(RETRY_MS, undefined, { signal });
  }
}

function captureStderr(guarded: GuardedProcess): () => string {
  let lines = '';
  guarded.process.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lines = lastLines(lines + text, MAX_STDERR_LINES) + (text.endsWith('\n') ? '\n' : '');
  });
  return () => lines.trim();
}

function startError(what: string, binary: string, stderr: string): TemporalStartError {
  const output = stderr === '' ? 'Its stderr is empty.' : `Its stderr:\n${stderr}`;
  return new TemporalStartError(
    `The Temporal server ${binary} ${what}. Run \`${binary} server start-dev\` to reproduce it. ${output}`,
    { binary, stderr },
  );
}

function isPortTaken(stderr: string): boolean {
  return /address already in use|only one usage of each socket address/i.test(stderr);
}
