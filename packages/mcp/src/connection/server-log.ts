import type { JsonObject, LogLevel } from '@mcp-agent/core';
import type { Redactor } from '@mcp-agent/core/host';
import type { LoggingLevel, LoggingMessageNotification } from '@modelcontextprotocol/client';
import { cleanLine } from '../clean-text.ts';

/** Writes a log line, like an activity's `log`. */
export type WriteLog = (level: LogLevel, message: string, attributes?: JsonObject) => void;

const MAX_BUFFERED = 100;
const MAX_PER_SECOND = 100;
const MAX_LINE_LENGTH = 2_000;
/** Texts that are remembered to be written once. */
const MAX_ONCE = 1_000;

const LEVELS: Readonly<Record<LoggingLevel, LogLevel>> = {
  debug: 'debug',
  info: 'info',
  notice: 'info',
  warning: 'warn',
  error: 'error',
  critical: 'error',
  alert: 'error',
  emergency: 'error',
};

interface Line {
  readonly level: LogLevel;
  readonly text: string;
}

/**
 * The server's log messages (`notifications/message`). MCP does not associate a message with a call: it goes to the
 * log of the call that started last, or is buffered for the next call. At most a hundred lines per second are passed
 * on; the number of dropped lines is logged.
 */
export class ServerLog {
  readonly #server: string;
  readonly #redactor: Pick<Redactor, 'redact'>;
  readonly #writers: WriteLog[] = [];
  #buffered: Line[] = [];
  readonly #once = new Set<string>();
  #dropped = 0;
  #second = 0;
  #inSecond = 0;

  constructor({ name, redact }: { readonly name: string } & Pick<Redactor, 'redact'>) {
    this.#server = name;
    this.#redactor = { redact };
  }

  /** Writes log messages, buffered ones first, to a log. Returns a function that detaches it. */
  attach(write: WriteLog): () => void {
    this.#writers.push(write);
    for (const line of this.#buffered) this.#send(write, line);
    this.#buffered = [];
    return () => {
      if (this.#buffered.length === 0) this.#reportDropped(write);
      this.#writers.splice(this.#writers.indexOf(write), 1);
    };
  }

  add({ params }: LoggingMessageNotification): void {
    const { level, logger, data } = params;
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    this.write(LEVELS[level], `${logger === undefined ? '' : `[${logger}] `}${text ?? ''}`);
  }

  /** Writes a text, but only once for each connection. */
  writeOnce(level: LogLevel, text: string): void {
    const line = cleanLine(text, this.#redactor, MAX_LINE_LENGTH);
    if (this.#once.has(line) || this.#once.size >= MAX_ONCE) return;
    this.#once.add(line);
    this.write(level, text);
  }

  write(level: LogLevel, text: string): void {
    const second = Math.floor(performance.now() / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#inSecond = 0;
    }
    this.#inSecond += 1;
    const writer = this.#writers.at(-1);
    if (this.#inSecond > MAX_PER_SECOND || (writer === undefined && this.#buffered.length >= MAX_BUFFERED)) {
      this.#dropped += 1;
      return;
    }
    const line = { level, text: cleanLine(text, this.#redactor, MAX_LINE_LENGTH) };
    if (writer === undefined) {
      this.#buffered.push(line);
      return;
    }
    this.#reportDropped(writer);
    this.#send(writer, line);
  }

  #reportDropped(write: WriteLog): void {
    if (this.#dropped === 0) return;
    this.#send(write, { level: 'warn', text: `[${this.#dropped} more lines were dropped.]` });
    this.#dropped = 0;
  }

  #send(write: WriteLog, { level, text }: Line): void {
    write(level, `MCP server "${this.#server}": ${text}`, { server: this.#server });
  }
}
