import type { LogLine } from '@mcp-agent/engine-kit';

const FIRST_REMINDER_MS = 60_000;
const MAX_REMINDER_MS = 30 * 60_000;

/** Logs that a server is away: one line at once, reminders that become rare, and one line when it is back. */
export class ServerOutage implements Disposable {
  readonly #address: string;
  readonly #log: LogLine;
  #since: number | undefined;
  #reminder: NodeJS.Timeout | undefined;

  constructor(address: string, log: LogLine) {
    this.#address = address;
    this.#log = log;
  }

  /** Logs that the server is away, unless it was away before. */
  lost(reason: string): void {
    if (this.#since !== undefined) return;
    this.#since = Date.now();
    this.#log(
      'warn',
      `The Temporal server at ${this.#address} is unreachable. Worker ${process.pid} waits until it is back.`,
      { reason },
    );
    this.#remindAfter(FIRST_REMINDER_MS);
  }

  /** Logs that the server is back, if it was away. */
  back(): void {
    if (this.#since === undefined) return;
    this.#log(
      'info',
      `Worker ${process.pid} is connected to the Temporal server at ${this.#address}, after ${this.#waited()}.`,
      {},
    );
    this[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.#since = undefined;
    clearTimeout(this.#reminder);
  }

  #remindAfter(ms: number): void {
    this.#reminder = setTimeout(() => {
      this.#log(
        'warn',
        `Worker ${process.pid} has waited ${this.#waited()} for the Temporal server at ${this.#address}.`,
        {},
      );
      this.#remindAfter(Math.min(ms * 2, MAX_REMINDER_MS));
    }, ms).unref();
  }

  #waited(): string {
    return `${Math.round((Date.now() - (this.#since ?? Date.now())) / 1_000)} s`;
  }
}
