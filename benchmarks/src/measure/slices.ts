import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  type Figures,
  errorLine,
  PROGRAM_TIMEOUT_MS,
  type Program,
  programArguments,
  programEnvironment,
} from './program.ts';
import { Rounds } from './rounds.ts';

interface SliceOptions {
  /** The number of rounds. Default: 15. */
  readonly rounds?: number;
  /** The duration of a slice. Default: 200. */
  readonly ms?: number;
  /** The duration of the warm-up of each program. Default: 1,000. */
  readonly warmMs?: number;
}

/**
 * Starts all programs, and lets one at a time work for a slice, round by round. For calls of microseconds: the load of a
 * shared machine would change too much between processes that run one after another.
 */
export async function runSlices(programs: readonly Program[], options: SliceOptions = {}): Promise<Rounds> {
  const { rounds: count = 15, ms = 200, warmMs = 1_000 } = options;
  const rounds = new Rounds();
  const running: RunningProgram[] = [];
  for (const program of programs) {
    const one = new RunningProgram(program);
    try {
      await one.measure(undefined);
      await one.measure(warmMs);
      running.push(one);
    } catch (error) {
      rounds.unavailable.set(program.name, error instanceof Error ? error.message : String(error));
      one.kill();
    }
  }
  for (let round = 0; round < count; round += 1) {
    for (const one of round % 2 === 0 ? running : running.toReversed()) {
      rounds.add(one.name, await one.measure(ms));
    }
  }
  for (const one of running) one.kill();
  return rounds;
}

/** A running program that measures on request. */
class RunningProgram {
  readonly name: string;
  readonly #child: ChildProcess;
  #stderr = '';

  constructor(program: Program) {
    this.name = program.name;
    this.#child = spawn(process.execPath, programArguments(program), {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: programEnvironment(program),
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => (this.#stderr += chunk.toString()));
  }

  /** Lets the program work for a duration, and returns its figures. Without one, waits until it is ready. */
  async measure(ms: number | undefined): Promise<Figures> {
    if (ms !== undefined) this.#child.send(ms);
    const stop = new AbortController();
    const { signal } = stop;
    // A program that hangs is killed, and the other rows continue.
    const timer = setTimeout(() => this.kill(), PROGRAM_TIMEOUT_MS);
    try {
      const [answer]: Figures[] = await Promise.race([
        once(this.#child, 'message', { signal }),
        once(this.#child, 'close', { signal }).then(() => {
          throw new Error(`${this.name} exited: ${errorLine(this.#stderr)}`);
        }),
      ]);
      return answer ?? {};
    } finally {
      clearTimeout(timer);
      stop.abort();
    }
  }

  kill(): void {
    // Not a graceful exit, which takes a worker some time.
    this.#child.kill('SIGKILL');
  }
}
