import type { JsonValue, WorkflowInfo } from '@mcp-agent/core';
import { CancelledError } from '@mcp-agent/core/errors';
import type { WorkflowRuntime } from '@mcp-agent/core/engine';
import { copyJson, Mailbox } from './mailbox.ts';
import type { Happening, RunRecord, Step } from './record.ts';
import type { Tape } from './tape.ts';
import type { VirtualTime } from '../clock/virtual-time.ts';

/** Writes a run down as it goes. */
export class Recorder implements Tape {
  readonly info: WorkflowInfo;
  readonly replaying = false;
  readonly #time: VirtualTime;
  readonly #mailbox: Mailbox;
  readonly #steps: Step[] = [];
  readonly #happenings: Happening[] = [];
  readonly #readings = new Map<string, unknown[]>();
  #continued = false;

  constructor(engine: WorkflowRuntime, time: VirtualTime) {
    this.info = engine.info;
    this.#time = time;
    this.#mailbox = new Mailbox(engine, engine.info.runId);
  }

  get record(): RunRecord {
    return { info: this.info, steps: this.#steps, happenings: this.#happenings, readings: this.#readings };
  }

  get continued(): boolean {
    return this.#continued;
  }

  now(): number {
    return this.reading('now', () => this.#time.now());
  }

  reading<T>(name: string, read: () => T): T {
    const value = read();
    const readings = this.#readings.get(name);
    if (readings === undefined) this.#readings.set(name, [value]);
    else readings.push(value);
    return value;
  }

  begin(step: Step): string {
    this.#steps.push(step);
    return String(this.#steps.length - 1);
  }

  async outcome(key: string, cancels: boolean, really: () => Promise<JsonValue>): Promise<JsonValue> {
    try {
      // A child takes its own time, in which timers may fire.
      const value = await (cancels ? this.#time.busyWhile(really()) : really());
      this.#happenings.push({ key, outcome: { value: copyJson(value) } });
      return value;
    } catch (error) {
      // The workflow's own doing, which it does again at a replay.
      if (!cancels || !CancelledError.isInstance(error)) this.#happenings.push({ key, outcome: { error } });
      throw error;
    }
  }

  async sleep(key: string, ms: number): Promise<void> {
    const outcome = { value: null };
    const stop = this.#time.startTimer(ms, () => {
      this.#happenings.push({ key, outcome });
      this.#mailbox.deliver(key, outcome);
    });
    try {
      await this.#mailbox.wait(key);
    } finally {
      stop();
    }
  }

  continuedAsNew(): void {
    this.#continued = true;
  }

  /** Notes a message from outside, just before it comes to the workflow. */
  message(send: Extract<Happening, { send: unknown }>['send']): void {
    this.#happenings.push({ key: '', send });
  }
}
