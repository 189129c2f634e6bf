import type { JsonValue, WorkflowHandle, WorkflowInfo } from '@mcp-agent/core';
import type { WorkflowRuntime } from '@mcp-agent/core/engine';
import type { Findings } from './findings.ts';
import { Mailbox } from './mailbox.ts';
import { type RunRecord, isSameStep, type Step, formatStep } from './record.ts';
import type { Tape } from './tape.ts';
import { waitUntilQuiet } from '../clock/virtual-time.ts';

const CAUSE =
  'Temporal replays a run from its history when another worker takes over, and the replay must take the same steps: ' +
  'they may depend only on the input, the results of steps, and ctx.';

/** Whether a value is data: text, a number, bytes or an array. */
function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value);
}

/** Replays a run from its record without running its steps again, and reports the first difference. */
export class Replayer implements Tape {
  readonly replaying = true;
  readonly #record: RunRecord;
  readonly #findings: Findings;
  readonly #engine: WorkflowRuntime;
  readonly #mailbox: Mailbox;
  readonly #read = new Map<string, number>();
  #begun = 0;
  #changes = 0;
  #diverged = false;
  #continued = false;

  constructor(engine: WorkflowRuntime, record: RunRecord, findings: Findings) {
    this.#engine = engine;
    this.#record = record;
    this.#findings = findings;
    this.#mailbox = new Mailbox(engine, record.info.runId);
  }

  get info(): WorkflowInfo {
    return this.#record.info;
  }

  get diverged(): boolean {
    return this.#diverged;
  }

  get continued(): boolean {
    return this.#continued;
  }

  now(): number {
    return this.reading('now', Date.now);
  }

  reading<T>(name: string, read: () => T): T {
    const readings = this.#record.readings.get(name) ?? [];
    const index = this.#read.get(name) ?? 0;
    this.#read.set(name, index + 1);
    // An object with state, such as a hash, has been used by the run.
    if (index >= readings.length || !isPlain(readings[index])) return read();
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the recorded values of a source have its type
    return readings[index] as T;
  }

  begin(step: Step): string {
    const index = this.#begun;
    this.#begun += 1;
    this.#changes += 1;
    const recorded = this.#record.steps[index];
    if (recorded === undefined) {
      this.#diverge(`The replay takes step ${index + 1}, ${formatStep(step)}, but the run had ended.`, step);
    } else if (!isSameStep(recorded, step)) {
      this.#diverge(
        `Step ${index + 1} of the replay is ${formatStep(step)}, but in the run it was ${formatStep(recorded)}.`,
        step,
      );
    }
    return String(index);
  }

  outcome(key: string, cancels: boolean): Promise<JsonValue> {
    return cancels
      ? this.#mailbox.wait(key)
      : this.#engine.runScope('shielded', () => this.#mailbox.wait(key));
  }

  async sleep(key: string): Promise<void> {
    await this.#mailbox.wait(key);
  }

  continuedAsNew(): void {
    this.#continued = true;
  }

  /** Delivers the recorded events in order. `hasEnded` returns whether the replay has ended. */
  async play(handle: WorkflowHandle, hasEnded: () => boolean): Promise<void> {
    for (const event of this.#record.events) {
      await waitUntilQuiet(() => this.#changes);
      if (hasEnded() || this.#diverged) break;
      if ('send' in event) await event.send(handle);
      else if (parseInt(event.key, 10) < this.#begun) this.#mailbox.deliver(event.key, event.outcome);
      else break;
    }
    await waitUntilQuiet(() => this.#changes);
    const next = this.#record.steps[this.#begun];
    if (next !== undefined) {
      this.#diverge(
        `The replay ${hasEnded() ? 'ends' : 'waits'}, but the run took step ${this.#begun + 1}, ${formatStep(next)}.`,
        next,
      );
    } else if (!hasEnded()) {
      this.#diverge('The replay waits, but the run had ended.', this.#record.steps.at(-1));
    }
  }

  /** Reports the first difference. Later ones follow from it. */
  #diverge(message: string, step: Step | undefined): void {
    if (this.#diverged) return;
    this.#diverged = true;
    this.#findings.problem('step', `${message} ${CAUSE}`, step?.site);
  }
}
