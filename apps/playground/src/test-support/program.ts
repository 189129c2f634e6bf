import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processesOf } from './processes.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** How a program ended. */
export interface Ending {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How the program is started. */
export interface StartOptions {
  /** `mcp_agent.config.yaml` in the folder that it runs in. Default: there is none. */
  readonly config?: string;
  /** Its environment beside PATH and a HOME of its own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Start it as somebody's child, for which this process is only the grandparent. */
  readonly behind?: 'node';
}

/** The playground as a person starts it, in an empty folder, with nothing of this machine's settings. */
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

  /** Its end, when it is let run to it. */
  static async run(args: readonly string[], options?: StartOptions): Promise<Ending> {
    await using program = await Program.start(args, options);
    return await program.ended;
  }

  /** Waits for words on stdout; what the pattern's group matched is given. */
  async says(pattern: RegExp): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const look = (): void => {
      const match = pattern.exec(this.#seen.stdout);
      if (match !== null) resolve(match[1] ?? match[0]);
      else if (this.process.exitCode !== null || this.process.signalCode !== null) {
        reject(new Error(`It ended and did not say ${pattern}:\n${this.#seen.stdout}\n${this.#seen.stderr}`));
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

  /** The processes that it started and that live, itself among them. */
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
