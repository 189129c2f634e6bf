import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { testTimeout } from '../support/test-timeout.ts';
import { lastLines } from './command.ts';
import { TemporalStartError } from './errors.ts';
import { freePort } from './free-port.ts';
import { type Guarded, spawnGuarded } from './guardian.ts';
import { probeNamespace } from './probe.ts';
import { tuningArguments } from './tuning.ts';

const HOST = '127.0.0.1';
/** A start takes 0.2 s on an idle machine. */
const START_TIMEOUT_MS = testTimeout(180_000);
const PROBE_TIMEOUT_MS = testTimeout(10_000);
const PROBE_EVERY_MS = 20;
/** A server that keeps its data has this long to close its file. */
const GRACE_MS = testTimeout(10_000);
const PORT_ATTEMPTS = 5;
const STDERR_LINES = 20;

/** The type of a search attribute, as Temporal names it. */
export type SearchAttributeType = 'Text' | 'Keyword' | 'Int' | 'Double' | 'Bool' | 'Datetime' | 'KeywordList';

/** How a development server is started. */
export interface DevServerOptions {
  /**
   * The file that keeps its workflows from one run to the next; SQLite has two more beside it. By default
   * they are in memory.
   */
  readonly dataFile?: string;
  /** The TCP port of its gRPC endpoint, on 127.0.0.1. By default a free one. */
  readonly port?: number;
  /** Namespaces that it has besides `default`. */
  readonly namespaces?: readonly string[];
  /** Search attributes that it knows besides its own. */
  readonly searchAttributes?: Readonly<Record<string, SearchAttributeType>>;
  /** Whether it serves Temporal's web page, on a free port or on this one. By default false. */
  readonly ui?: boolean | number;
  /** Start it as `temporal server start-dev` does, untuned: several times slower, as a user's own may be. */
  readonly stock?: boolean;
}

/** A server that was seen to answer. */
export interface DevServer {
  readonly address: string;
  readonly uiUrl: string | undefined;
  /** Settles when it has ended. */
  readonly ended: Promise<number | string>;
  /** The last lines that it wrote to stderr. */
  stderr(): string;
  close(): Promise<void>;
}

/** Starts a server, and returns when it answers. A port that somebody else takes first is exchanged. */
export async function startDevServer(
  binary: string,
  options: DevServerOptions,
  signal: AbortSignal | undefined,
): Promise<DevServer> {
  if (options.dataFile !== undefined) await mkdir(dirname(options.dataFile), { recursive: true });
  const fixed = [options.port, options.ui].filter((port) => typeof port === 'number');
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    const uiPort = options.ui === true ? await freePort() : options.ui || undefined;
    try {
      return await launch(binary, argumentsFor(options, port, uiPort), { port, uiPort, options, signal });
    } catch (error) {
      const again =
        error instanceof TemporalStartError &&
        attempt < PORT_ATTEMPTS &&
        isPortTaken(error.stderr) &&
        !fixed.some((taken) => error.stderr.includes(`:${taken}:`));
      if (!again) throw error;
    }
  }
}

function argumentsFor(options: DevServerOptions, port: number, uiPort: number | undefined): string[] {
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
  readonly options: DevServerOptions;
  readonly signal: AbortSignal | undefined;
}

async function launch(binary: string, args: readonly string[], to: Launch): Promise<DevServer> {
  // What is only in memory is lost in any case, and ending it in order takes a second.
  const guarded = spawnGuarded(binary, args, to.options.dataFile === undefined ? 0 : GRACE_MS);
  const address = `${HOST}:${to.port}`;
  const stderr = keepStderr(guarded);
  try {
    await ready(guarded, address, binary, stderr, to.signal);
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

/** Returns when the server answers, and it is ours: another one may have taken the port before it. */
async function ready(
  guarded: Guarded,
  address: string,
  binary: string,
  stderr: () => string,
  signal: AbortSignal | undefined,
): Promise<void> {
  let status: number | string | undefined;
  void guarded.ended.then((ended) => (status = ended));
  // Its first words are the addresses that it listens on.
  let spoke = false;
  guarded.process.stdout?.on('data', () => (spoke = true));
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (let refusal: string | undefined = 'it wrote nothing'; ;) {
    signal?.throwIfAborted();
    if (status !== undefined) throw startError(`ended at once (${status})`, binary, stderr());
    if (spoke) refusal = await probeNamespace(address, 'default', { timeoutMs: PROBE_TIMEOUT_MS, signal });
    if (refusal === undefined) return;
    if (Date.now() > deadline) {
      throw startError(`did not answer within ${START_TIMEOUT_MS / 1000} s: ${refusal}`, binary, stderr());
    }
    await wait(PROBE_EVERY_MS, undefined, { signal });
  }
}

function keepStderr(guarded: Guarded): () => string {
  let kept = '';
  guarded.process.stderr?.setEncoding('utf8').on('data', (text: string) => {
    kept = lastLines(kept + text, STDERR_LINES) + (text.endsWith('\n') ? '\n' : '');
  });
  return () => kept.trim();
}

function startError(what: string, binary: string, stderr: string): TemporalStartError {
  const said = stderr === '' ? ' It wrote nothing to stderr.' : ` Its last words:\n${stderr}`;
  return new TemporalStartError(`The Temporal server of ${binary} ${what}.${said}`, { binary, stderr });
}

function isPortTaken(stderr: string): boolean {
  return /address already in use|only one usage of each socket address/i.test(stderr);
}
