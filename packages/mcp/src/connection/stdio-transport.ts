import type { ChildProcess } from 'node:child_process';
import { type JSONRPCMessage, serializeMessage, type Transport } from '@modelcontextprotocol/client';
import { getDefaultEnvironment } from '@modelcontextprotocol/client/stdio';
import spawn from 'cross-spawn';
import { RequestFailure } from '../request-failure.ts';
import type { StdioTarget } from '../server-spec.ts';
import { StderrTail } from '../stderr-tail.ts';
import { within } from '../wait.ts';
import { ended, endAtExit, signalGroup } from './children.ts';
import type { MessageReader } from './lenient/message-reader.ts';
import { findJson } from './lenient/text-reader.ts';
import { LineReader, type LongLine } from './line-reader.ts';
import { answeredBy, MAX_MESSAGE_LENGTH, mayAnswer, tooLargeAnswer } from './too-large.ts';

/** How long to wait for the server to exit: by itself, after SIGTERM, after SIGKILL. In milliseconds. */
const GRACE_MS = { end: 1_000, term: 2_000, kill: 1_000 };
/** How long to wait for output after a program's exit: a process that it left behind may hold the pipes open. */
const DRAIN_MS = 500;

/**
 * A server that runs as a child process. Unlike the SDK's transport, it exposes how the program ended and whether a
 * message was written, and it stops the process behind `npx`.
 */
export class StdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;

  readonly stderr: StderrTail = new StderrTail();
  readonly #target: StdioTarget;
  readonly #reader: MessageReader;
  readonly #onNoise: (text: string) => void;
  readonly #lines = new LineReader(
    MAX_MESSAGE_LENGTH,
    (line) => this.#read(line),
    (line) => this.#skip(line),
  );
  readonly #closed = Promise.withResolvers<void>();
  #child: ChildProcess | undefined;
  #closing: Promise<void> | undefined;
  #delivered: Promise<void> = Promise.resolve();
  #hasOutput = false;
  #exitedFirst = false;
  #ending: string | undefined;

  /** @param onNoise called with output on stdout that is no message */
  constructor(target: StdioTarget, reader: MessageReader, onNoise: (text: string) => void) {
    this.#target = target;
    this.#reader = reader;
    this.#onNoise = onNoise;
  }

  /** The program's process ID. By this and `stderr`, the SDK recognizes a transport over stdio. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** How the program ended; `undefined` while it runs. */
  get ending(): string | undefined {
    return this.#ending;
  }

  /** Whether the program exited before it was stopped. */
  get hasExited(): boolean {
    return this.#exitedFirst;
  }

  async start(): Promise<void> {
    const { command, args, cwd, env } = this.#target;
    const child = spawn(command, [...args], {
      ...(cwd !== undefined && { cwd }),
      env: { ...getDefaultEnvironment(), ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      // A separate process group: see `signalGroup`.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#child = child;
    endAtExit(child);
    child.stdout?.on('data', (chunk: Buffer) => this.#lines.add(chunk));
    child.stdout?.once('end', () => this.#lines.end());
    child.stderr?.on('data', (chunk: Buffer) => this.stderr.add(chunk));
    for (const stream of [child.stdin, child.stdout, child.stderr]) {
      // The program's exit reports why a pipe broke.
      stream?.on('error', () => {});
    }
    child.once('exit', (code, signal) => this.#exited(child, code, signal));
    child.once('close', () => this.#finish(child));
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', () => resolve());
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
        reject(notSent());
        return;
      }
      this.#reader.sent(message);
      // The server did not parse a partially written line.
      stdin.write(serializeMessage(message), (error) => (error ? reject(notSent()) : resolve()));
    });
  }

  /** Stops the program: closes its stdin, then sends SIGTERM, then SIGKILL. */
  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined) return;
    child.stdin?.end();
    // A server without any output yet is still starting and does not read stdin.
    if (this.#hasOutput && (await within(GRACE_MS.end, this.#closed.promise))) return;
    signalGroup(child, 'SIGTERM');
    if (await within(GRACE_MS.term, this.#closed.promise)) return;
    signalGroup(child, 'SIGKILL');
    await within(GRACE_MS.kill, this.#closed.promise);
  }

  #read(line: string): void {
    const { values, noise } = findJson(line);
    for (const value of values) {
      const messages = this.#reader.read(value);
      if (messages === undefined) this.#onNoise(`stdout: ${JSON.stringify(value)}`);
      for (const message of messages ?? []) {
        this.#hasOutput = true;
        this.#deliver(message);
      }
    }
    // Some servers print a greeting or their log on stdout.
    if (noise !== '') this.#onNoise(`stdout: ${noise}`);
  }

  /**
   * Delivers messages one after the other, each in a turn of its own: the SDK handles a notification a turn later than a
   * response, so that progress would be lost when both arrive together.
   */
  #deliver(message: JSONRPCMessage): void {
    this.#delivered = this.#delivered
      .then(() => this.onmessage?.(message))
      .catch((error: unknown) => this.onerror?.(error instanceof Error ? error : new Error(String(error))));
  }

  #skip(line: LongLine): void {
    if (!mayAnswer(line)) return;
    const id = answeredBy(line);
    if (id !== undefined) {
      this.#deliver(tooLargeAnswer(id, line.bytes));
      return;
    }
    // The request waiting for it would never settle.
    this.#ending ??= `sent a message larger than ${MAX_MESSAGE_LENGTH / 1024 / 1024} MB and was stopped`;
    void this.close();
  }

  #exited(child: ChildProcess, code: number | null, signal: NodeJS.Signals | null): void {
    this.#exitedFirst = this.#closing === undefined;
    this.#ending ??= signal === null ? `exited with code ${code}` : `was killed by ${signal}`;
    // The actual server may be a child of the program, as with `npx`; neither is useful alone.
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

function notSent(): RequestFailure {
  return new RequestFailure('it exited before the request was sent', {
    delivery: 'not sent',
    stale: true,
  });
}
