import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('worker.ts', import.meta.url));

/** Options of the worker processes of a {@link Fleet}. */
export interface FleetOptions {
  readonly address: string;
  readonly taskQueue: string;
  readonly maxConcurrentActivities?: number;
  /** How long each pause of a worker's event loop is, in milliseconds. Default: no pauses. */
  readonly pauseMs?: number;
}

/** Worker processes on one task queue. */
export class Fleet implements AsyncDisposable {
  readonly #options: FleetOptions;
  readonly #workers: ChildProcess[] = [];

  private constructor(options: FleetOptions) {
    this.#options = options;
  }

  static async start(count: number, options: FleetOptions): Promise<Fleet> {
    const fleet = new Fleet(options);
    await Promise.all(Array.from({ length: count }, () => fleet.add()));
    return fleet;
  }

  /** Starts a worker. Resolves when it polls. */
  async add(): Promise<void> {
    const { address, taskQueue, maxConcurrentActivities = 100, pauseMs = 0 } = this.#options;
    const args = [PROGRAM, address, taskQueue, String(maxConcurrentActivities), String(pauseMs)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#workers.push(child);
    let output = '';
    await new Promise<void>((resolve, reject) => {
      child.stderr.on('data', (text: Buffer) => {
        output += text.toString();
        if (output.includes('polls task queue')) resolve();
      });
      child.once('exit', (code) => reject(new Error(`A worker ended with status ${code}: ${output}`)));
    });
  }

  /** Sends a signal to the oldest worker. Resolves with its process id when it has ended. */
  async end(signal: NodeJS.Signals): Promise<{ pid: number; at: number; status: number | null }> {
    const child = this.#workers.shift();
    if (child?.pid === undefined) throw new Error('No worker is left.');
    const ended = once(child, 'exit');
    const at = Date.now();
    child.kill(signal);
    await ended;
    return { pid: child.pid, at, status: child.exitCode };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(
      this.#workers.splice(0).map(async (child) => {
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }),
    );
  }
}
