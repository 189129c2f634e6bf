import type { JsonValue, WorkflowInfo } from '@mcp-agent/core';
import { CancelledError } from '@mcp-agent/core/errors';
import { copyJson, type WorkflowRuntime } from '@mcp-agent/core/engine';
import { Mailbox } from './mailbox.ts';
import type { RecordedEvent, RunRecord, Step } from './record.ts';
import type { Tape } from './tape.ts';
import type { VirtualTime } from '../clock/virtual-time.ts';

/** Records a run. */
export class Recorder implements Tape {
  readonly info: WorkflowInfo;
  readonly replaying = false;
  readonly #time: VirtualTime;
  readonly #mailbox: Mailbox;
  readonly #steps: Step[] = [];
  readonly #events: RecordedEvent[] = [];
  readonly #readings = new Map<string, unknown[]>();
  #continued = false;

  constructor(engine: WorkflowRuntime, time: VirtualTime) {
    this.info = engine.info;
    this.#time = time;
    this.#mailbox = new Mailbox(engine, engine.info.runId);
  }

  get record(): RunRecord {
    return { info: this.info, steps: this.#steps, events: this.#events, readings: this.#readings };
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

  async outcome(key: string, cancels: boolean, run: () => Promise<JsonValue>): Promise<JsonValue> {
    try {
      // Timers may fire while a child runs.
      const value = await (cancels ? this.#time.busyWhile(run()) : run());
      this.#events.push({ key, outcome: { value: copyJson(value) } });
      return value;
    } catch (error) {
      // A cancellation by the workflow itself, which the replay repeats.
      if (!cancels || !CancelledError.isInstance(error)) this.#events.push({ key, outcome: { error } });
      throw error;
    }
  }

  async sleep(key: string, ms: number): Promise<void> {
    const outcome = { value: null };
    const stop = this.#time.startTimer(ms, () => {
      this.#events.push({ key, outcome });
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

  /** Records a message to the workflow, just before it is sent. */
  message(send: Extract<RecordedEvent, { send: unknown }>['send']): void {
    this.#events.push({ key: '', send });
  }
}
