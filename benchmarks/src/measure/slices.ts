import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  type Figures,
  lastWords,
  LIMIT_MS,
  type Program,
  programArguments,
  programEnvironment,
} from './program.ts';
import { Rounds } from './rounds.ts';

interface Slices {
  /** Default: 15. */
  readonly rounds?: number;
  /** How long each works in one round. Default: 200 ms. */
  readonly ms?: number;
  /** How long each works at first, unmeasured. Default: a second. */
  readonly warmMs?: number;
}

/**
 * Lets all programs live at once, and has them work one after another, a slice each, round by round. For what takes
 * microseconds: between two processes that run after one another, a machine that others share changes too much.
 */
export async function runSlices(programs: readonly Program[], options: Slices = {}): Promise<Rounds> {
  const { rounds: count = 15, ms = 200, warmMs = 1_000 } = options;
  const rounds = new Rounds();
  const living: Living[] = [];
  for (const program of programs) {
    const one = new Living(program);
    try {
      await one.ask(undefined);
      await one.ask(warmMs);
      living.push(one);
    } catch (error) {
      rounds.unavailable.set(program.name, error instanceof Error ? error.message : String(error));
      one.end();
    }
  }
  for (let round = 0; round < count; round += 1) {
    for (const one of round % 2 === 0 ? living : living.toReversed()) {
      rounds.add(one.name, await one.ask(ms));
    }
  }
  for (const one of living) one.end();
  return rounds;
}

/** A program that waits to be asked. */
class Living {
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

  /** Lets it work for that long, or waits until it is there, and gives what a call took. */
  async ask(ms: number | undefined): Promise<Figures> {
    if (ms !== undefined) this.#child.send(ms);
    const stop = new AbortController();
    const { signal } = stop;
    // What hangs is told as ended, and the other rows go on.
    const timer = setTimeout(() => this.end(), LIMIT_MS);
    try {
      const [answer]: Figures[] = await Promise.race([
        once(this.#child, 'message', { signal }),
        once(this.#child, 'close', { signal }).then(() => {
          throw new Error(`${this.name} ended: ${lastWords(this.#stderr)}`);
        }),
      ]);
      return answer ?? {};
    } finally {
      clearTimeout(timer);
      stop.abort();
    }
  }

  end(): void {
    // A worker that is asked to stop takes its time, and none of it is measured.
    this.#child.kill('SIGKILL');
  }
}
