import type { ChildProcess } from 'node:child_process';
import { getDefaultEnvironment } from '@modelcontextprotocol/sdk/client/stdio.js';
import { deserializeMessage, serializeMessage } from '@modelcontextprotocol/sdk/shared/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import spawn from 'cross-spawn';
import { RequestFailure } from '../request-failure.ts';
import type { StdioTarget } from '../server-spec.ts';
import { StderrTail } from '../stderr-tail.ts';
import { within } from '../wait.ts';
import { ended, endAtExit, signalGroup } from './children.ts';
import { LineReader, type LongLine } from './line-reader.ts';
import { answeredBy, MAX_MESSAGE_LENGTH, mayAnswer, tooLargeAnswer } from './too-large.ts';

/** How long a server may take to end by itself, then on SIGTERM, then on SIGKILL. */
const GRACE_MS = { end: 1_000, term: 2_000, kill: 1_000 };
/** How long after a program's end its output is awaited, which a process that it left behind may hold open. */
const DRAIN_MS = 500;

/**
 * A server that is a program of ours. The SDK's transport does the same and keeps to itself how the program
 * ended, whether a message was written, and what stands behind `npx`; callers here must know.
 */
export class StdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;

  readonly stderr: StderrTail = new StderrTail();
  readonly #target: StdioTarget;
  readonly #lines = new LineReader(
    MAX_MESSAGE_LENGTH,
    (line) => this.#read(line),
    (line) => this.#passOver(line),
  );
  readonly #closed = Promise.withResolvers<void>();
  #child: ChildProcess | undefined;
  #closing: Promise<void> | undefined;
  #spoke = false;
  #ending: string | undefined;

  constructor(target: StdioTarget) {
    this.#target = target;
  }

  /** How the program ended, in words; undefined while it runs. */
  get ending(): string | undefined {
    return this.#ending;
  }

  async start(): Promise<void> {
    const { command, args, cwd, env } = this.#target;
    const child = spawn(command, [...args], {
      ...(cwd !== undefined && { cwd }),
      env: { ...getDefaultEnvironment(), ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      // A group of its own: see signalGroup.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#child = child;
    child.stdout?.on('data', (chunk: Buffer) => this.#lines.add(chunk));
    child.stderr?.on('data', (chunk: Buffer) => this.stderr.add(chunk));
    for (const stream of [child.stdin, child.stdout, child.stderr]) {
      // Why a pipe broke is told by the program's end.
      stream?.on('error', () => {});
    }
    child.once('exit', (code, signal) => this.#exited(child, code, signal));
    child.once('close', () => this.#finish(child));
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', () => {
        endAtExit(child);
        resolve();
      });
      child.on('error', (error) => {
        if (child.pid === undefined) this.#finish(child);
        reject(error);
      });
    });
  }

  send(message: JSONRPCMessage): Promise<void> {
    return new Promise((resolve, reject) => {
      const stdin = this.#child?.stdin;
      if (stdin === null || stdin === undefined || this.#ending !== undefined) {
        reject(notWritten());
        return;
      }
      // A line that was not written to its end was not read as a message.
      stdin.write(serializeMessage(message), (error) => (error ? reject(notWritten()) : resolve()));
    });
  }

  /** Ends the program: by the end of its input, then by SIGTERM, then by SIGKILL. */
  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined) return;
    child.stdin?.end();
    // Who has not said a word yet is busy starting, and does not read.
    if (this.#spoke && (await within(GRACE_MS.end, this.#closed.promise))) return;
    signalGroup(child, 'SIGTERM');
    if (await within(GRACE_MS.term, this.#closed.promise)) return;
    signalGroup(child, 'SIGKILL');
    await within(GRACE_MS.kill, this.#closed.promise);
  }

  #read(line: string): void {
    try {
      const message = deserializeMessage(line);
      this.#spoke = true;
      this.onmessage?.(message);
    } catch {
      // Some servers greet on stdout. What is not a message is not for us.
    }
  }

  #passOver(line: LongLine): void {
    if (!mayAnswer(line)) return;
    const id = answeredBy(line);
    if (id !== undefined) {
      this.onmessage?.(tooLargeAnswer(id, line.bytes));
      return;
    }
    // Whoever waits for it would wait in vain.
    this.#ending ??= `sent a message of more than ${MAX_MESSAGE_LENGTH / 1024 / 1024} MB, and was ended`;
    void this.close();
  }

  #exited(child: ChildProcess, code: number | null, signal: NodeJS.Signals | null): void {
    this.#ending ??= signal === null ? `exited with code ${code}` : `was ended by ${signal}`;
    // The server proper may stand behind the program, such as behind npx; without the one the other is no use.
    signalGroup(child, 'SIGKILL');
    const drained = setTimeout(() => {
      child.stdout?.destroy();
      child.stderr?.destroy();
    }, DRAIN_MS);
    child.once('close', () => clearTimeout(drained));
  }

  #finish(child: ChildProcess): void {
    this.#ending ??= 'did not start';
    ended(child);
    this.#closed.resolve();
    const { onclose } = this;
    delete this.onclose;
    onclose?.();
  }
}

function notWritten(): RequestFailure {
  return new RequestFailure('it had ended before the request was sent', {
    delivery: 'not sent',
    stale: true,
  });
}
