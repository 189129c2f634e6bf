import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HistoryStep } from '@mcp-agent/core';
import type { ErrorData } from '@mcp-agent/core/errors';
import type { Orders } from './program.ts';

const PROGRAM = fileURLToPath(new URL('program.ts', import.meta.url));

/** The outcome of a program's workflow. */
export interface Told {
  /** Time at which the process opened the file. */
  readonly openedAt?: number;
  readonly result?: unknown;
  readonly history?: HistoryStep[];
  readonly error?: ErrorData;
}

/** Returns the lines of a file, none if it does not exist. */
export async function linesOf(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
}

/** A folder with a workflow file and a file of marks, and the processes that use them. */
export class Place implements AsyncDisposable {
  readonly folder: string;
  readonly #started: ChildProcess[] = [];

  static async make(): Promise<Place> {
    return new Place(await mkdtemp(join(tmpdir(), 'custom-executor-')));
  }

  constructor(folder: string) {
    this.folder = folder;
  }

  get file(): string {
    return join(this.folder, 'workflows.db');
  }

  get marks(): string {
    return join(this.folder, 'marks');
  }

  async readMarks(): Promise<string[]> {
    return linesOf(this.marks);
  }

  start(orders: Omit<Orders, 'file'>, codeVersion?: string): ChildProcess {
    const child = fork(PROGRAM, [JSON.stringify({ ...orders, file: this.file })], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: {
        ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST'))),
        ...(codeVersion !== undefined && { CODE_VERSION: codeVersion }),
      },
    });
    this.#started.push(child);
    return child;
  }

  /** Starts a program, waits for a message, and kills it with SIGKILL. */
  async killAt(word: string, orders: Omit<Orders, 'file'>, codeVersion?: string): Promise<void> {
    const child = this.start(orders, codeVersion);
    const ended = once(child, 'exit');
    for (let said: unknown; said !== word;) [said] = await once(child, 'message');
    child.kill('SIGKILL');
    await ended;
  }

  /** Runs a program to its end. Returns its report, or `undefined` if it died. */
  async run(orders: Omit<Orders, 'file'>, codeVersion?: string): Promise<Told | undefined> {
    const child = this.start(orders, codeVersion);
    let told: Told | undefined;
    child.on('message', (message: Told | string) => {
      if (typeof message === 'object') told = message;
    });
    await once(child, 'close');
    return told;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#started) child.kill('SIGKILL');
    await rm(this.folder, { recursive: true, force: true });
  }
}
