import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { createWriteStream } from 'node:fs';
import { testTimeout } from '@mcp-agent/testing/support';

/** Time for a process to end after SIGTERM, in milliseconds. */
const END_MS = testTimeout(120_000);
/** Wait before the next start of a process that ended by itself, in milliseconds. */
const RESTART_MS = 300;
/** After so many starts in a row without becoming ready, a process is given up. */
const MAX_FAILED_STARTS = 20;

/** How a managed process is started. */
export interface Program {
  readonly name: string;
  /** The script and its arguments, for a generation: 1 for the first start. */
  readonly args: (generation: number) => readonly string[];
  /** The text on stderr that says that it is ready. Default: it sends a message. */
  readonly readyLine?: string;
  /** The file for its output. */
  readonly logFile: string;
  /** The folder for its temporary files. */
  readonly temporary: string;
}

/** An unexpected end: the process ended without being told to, or did not end when it was. */
export interface UnplannedEnd {
  readonly name: string;
  readonly at: number;
  /** What it did, such as `ended by itself (status 1)`. */
  readonly how: string;
  /** Whether it had been ready. */
  readonly wasReady: boolean;
}

/** A signal that was sent. */
export interface Signalled {
  readonly pid: number;
  readonly at: number;
}

/** A signal to one of the starts of a process. */
export interface SignalledStart extends Signalled {
  readonly generation: number;
}

/** Whether a process is still the one that an order is for: it may have been started again meanwhile. */
export type StillIs = (process: ManagedProcess) => boolean;

/** A Node process that is started again whenever it ends. */
export class ManagedProcess {
  readonly name: string;
  readonly unplanned: UnplannedEnd[] = [];
  readonly #program: Program;
  #child: ChildProcess | undefined;
  #generation = 0;
  #ready = Promise.withResolvers<void>();
  #isReady = false;
  #isClosing = false;
  /** The end that was ordered, so that it is not an unplanned one. */
  #ordered = false;
  #failedStarts = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(program: Program) {
    this.name = program.name;
    this.#program = program;
    this.#start();
  }

  /** The number of starts so far. */
  get generation(): number {
    return this.#generation;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Resolves when the process is ready; at once if it is. Rejects when start after start fails. */
  ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** Ends the process by a signal, and starts it again. */
  restart(
    signal: 'SIGKILL' | 'SIGTERM',
    downMs: number,
    isStill: StillIs,
  ): Promise<SignalledStart | undefined> {
    return this.#exclusively(isStill, async (child, pid) => {
      this.#ordered = true;
      this.#markDown();
      const at = Date.now();
      await this.#end(child, signal);
      await wait(downMs);
      this.#start();
      return { pid, at };
    });
  }

  /** Stops the process for a while, without ending it. */
  pause(ms: number, isStill: StillIs): Promise<SignalledStart | undefined> {
    return this.#exclusively(isStill, async (child, pid) => {
      const at = Date.now();
      child.kill('SIGSTOP');
      await wait(ms);
      child.kill('SIGCONT');
      return { pid, at };
    });
  }

  /** Ends the process for good. */
  async close(): Promise<void> {
    await this.#last.catch(() => {});
    this.#isClosing = true;
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    await this.#end(child, 'SIGTERM');
  }

  async #end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const ended = once(child, 'exit');
    child.kill(signal);
    const timer = setTimeout(() => {
      const how = `did not end within ${END_MS / 1_000} s of ${signal}`;
      this.unplanned.push({ name: this.name, at: Date.now(), how, wasReady: true });
      child.kill('SIGKILL');
    }, END_MS);
    await ended;
    clearTimeout(timer);
  }

  /** Carries out one order after the other, each on a process that is ready and still the one that is meant. */
  #exclusively(
    isStill: StillIs,
    order: (child: ChildProcess, pid: number) => Promise<Signalled>,
  ): Promise<SignalledStart | undefined> {
    const result = this.#last.then(async () => {
      await this.ready();
      const child = this.#child;
      if (child?.pid === undefined || !isStill(this)) return undefined;
      const generation = this.#generation;
      return { generation, ...(await order(child, child.pid)) };
    });
    this.#last = result.catch(() => {});
    return result;
  }

  #giveUp(how: string): void {
    // Prevent an unhandled rejection: a caller may never wait.
    this.#ready.promise.catch(() => {});
    const { logFile } = this.#program;
    this.#ready.reject(
      new Error(`${this.name} was not ready after ${MAX_FAILED_STARTS} starts: it ${how}. See ${logFile}.`),
    );
  }

  #restartUnlessClosing(): void {
    if (!this.#isClosing) this.#start();
  }

  #markDown(): void {
    if (!this.#isReady) return;
    this.#isReady = false;
    this.#ready = Promise.withResolvers();
  }

  #start(): void {
    this.#generation += 1;
    this.#ordered = false;
    const { args, logFile, readyLine, temporary } = this.#program;
    const child = spawn(process.execPath, args(this.#generation), {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    const log = createWriteStream(logFile, { flags: 'a' });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    const ready = (): void => {
      if (this.#child !== child) return;
      this.#isReady = true;
      this.#failedStarts = 0;
      this.#ready.resolve();
    };
    if (readyLine === undefined) child.once('message', ready);
    else {
      child.stderr?.on('data', (text: Buffer) => {
        if (text.includes(readyLine)) ready();
      });
    }
    child.once('exit', (code, signal) => {
      log.end();
      if (this.#ordered || this.#isClosing) return;
      const wasReady = this.#isReady;
      this.#markDown();
      const how = `ended by itself (${signal ?? `status ${code}`})`;
      this.unplanned.push({ name: this.name, at: Date.now(), how, wasReady });
      this.#failedStarts += wasReady ? 0 : 1;
      if (this.#failedStarts >= MAX_FAILED_STARTS) this.#giveUp(how);
      else setTimeout(() => this.#restartUnlessClosing(), RESTART_MS);
    });
  }
}
