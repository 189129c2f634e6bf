import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processesOf } from './processes.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** The exit of a program. */
export interface Ending {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Options for starting the program. */
export interface StartOptions {
  /** Content of `mcp_agent.config.yaml`. Default: no file. */
  readonly config?: string;
  /** Environment variables in addition to PATH and HOME. */
  readonly env?: Readonly<Record<string, string>>;
  /** Starts it as the child of another process. */
  readonly behind?: 'node';
}

/** A playground in an empty folder, without the settings of this machine. */
export class Program implements AsyncDisposable {
  readonly process: ChildProcess;
  readonly ended: Promise<Ending>;
  readonly #folder: string;
  readonly #seen: { stdout: string; stderr: string } = { stdout: '', stderr: '' };
  readonly #listeners = new Set<() => void>();

  private constructor(folder: string, command: readonly string[], env: Readonly<Record<string, string>>) {
    this.#folder = folder;
    const { PATH = '' } = process.env;
    this.process = spawn(process.execPath, command, {
      cwd: folder,
      env: { PATH, HOME: folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const name of ['stdout', 'stderr'] as const) {
      this.process[name]?.setEncoding('utf8').on('data', (text: string) => {
        this.#seen[name] += text;
        for (const listener of this.#listeners) listener();
      });
    }
    this.ended = new Promise((resolve) => {
      this.process.once('close', (status) => {
        resolve({ status, ...this.#seen });
        for (const listener of this.#listeners) listener();
      });
    });
  }

  static async start(args: readonly string[], options: StartOptions = {}): Promise<Program> {
    const folder = await mkdtemp(join(tmpdir(), 'playground-test-'));
    if (options.config !== undefined) await writeFile(join(folder, 'mcp_agent.config.yaml'), options.config);
    const own = [MAIN, ...args];
    const behind = ['-e', BEHIND, '--', ...own];
    return new Program(folder, options.behind === undefined ? own : behind, options.env ?? {});
  }

  /** Runs the program to its end. */
  static async run(args: readonly string[], options?: StartOptions): Promise<Ending> {
    await using program = await Program.start(args, options);
    return await program.ended;
  }

  /** Waits for a match on stdout and returns its first group. */
  async says(pattern: RegExp): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const look = (): void => {
      const match = pattern.exec(this.#seen.stdout);
      if (match !== null) resolve(match[1] ?? match[0]);
      else if (this.process.exitCode !== null || this.process.signalCode !== null) {
        reject(
          new Error(
            `The program exited without printing ${pattern}:\n${this.#seen.stdout}\n${this.#seen.stderr}`,
          ),
        );
      }
    };
    this.#listeners.add(look);
    look();
    try {
      return await promise;
    } finally {
      this.#listeners.delete(look);
    }
  }

  /** Returns the running processes of the program, including itself. */
  processes(): Promise<string[]> {
    return processesOf(this.#folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill('SIGTERM');
    await this.ended;
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** A program that starts another one, as npm does. */
const BEHIND = `
const { spawn } = require('node:child_process');
spawn(process.execPath, process.argv.slice(1), { stdio: 'inherit' });
`;
