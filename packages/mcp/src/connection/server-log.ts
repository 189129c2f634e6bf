import type { JsonObject, LogLevel } from '@mcp-agent/core';
import type { LoggingLevel, LoggingMessageNotification } from '@modelcontextprotocol/sdk/types.js';

/** Writes a log line, like an activity's `log`. */
export type WriteLog = (level: LogLevel, message: string, attributes?: JsonObject) => void;

const MAX_HELD = 100;
const MAX_PER_SECOND = 100;
const MAX_LINE_LENGTH = 2_000;

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
  readonly #redact: (text: string) => string;
  readonly #writers: WriteLog[] = [];
  #held: Line[] = [];
  readonly #said = new Set<string>();
  #leftOut = 0;
  #second = 0;
  #inSecond = 0;

  constructor(server: string, redact: (text: string) => string) {
    this.#server = server;
    this.#redact = redact;
  }

  /** Writes log messages, buffered ones first, to a log. Returns a function that detaches it. */
  attach(write: WriteLog): () => void {
    this.#writers.push(write);
    for (const line of this.#held) this.#write(write, line);
    this.#held = [];
    return () => {
      if (this.#held.length === 0) this.#tellLeftOut(write);
      this.#writers.splice(this.#writers.indexOf(write), 1);
    };
  }

  add({ params }: LoggingMessageNotification): void {
    const { level, logger, data } = params;
    const said = typeof data === 'string' ? data : JSON.stringify(data);
    this.say(LEVELS[level], `${logger === undefined ? '' : `[${logger}] `}${said ?? ''}`);
  }

  /** Like `say`, but writes the same text only once for each connection. */
  sayOnce(level: LogLevel, said: string): void {
    if (this.#said.has(said)) return;
    this.#said.add(said);
    this.say(level, said);
  }

  say(level: LogLevel, said: string): void {
    const second = Math.floor(performance.now() / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#inSecond = 0;
    }
    this.#inSecond += 1;
    const writer = this.#writers.at(-1);
    if (this.#inSecond > MAX_PER_SECOND || (writer === undefined && this.#held.length >= MAX_HELD)) {
      this.#leftOut += 1;
      return;
    }
    const text =
      said.length > MAX_LINE_LENGTH
        ? `${said.slice(0, MAX_LINE_LENGTH)} [${MAX_LINE_LENGTH} of ${said.length} characters]`
        : said;
    const line = { level, text: this.#redact(text) };
    if (writer === undefined) {
      this.#held.push(line);
      return;
    }
    this.#tellLeftOut(writer);
    this.#write(writer, line);
  }

  #tellLeftOut(write: WriteLog): void {
    if (this.#leftOut === 0) return;
    this.#write(write, { level: 'warn', text: `[${this.#leftOut} more lines, not shown]` });
    this.#leftOut = 0;
  }

  #write(write: WriteLog, { level, text }: Line): void {
    write(level, `MCP server "${this.#server}": ${text}`, { server: this.#server });
  }
}
