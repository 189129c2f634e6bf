import type { JsonValue, WorkflowHandle, WorkflowInfo } from '@mcp-agent/core';
import type { WorkflowRuntime } from '@mcp-agent/core/engine';
import type { Findings } from './findings.ts';
import { Mailbox } from './mailbox.ts';
import { type RunRecord, sameStep, type Step, stepText } from './record.ts';
import type { Tape } from './tape.ts';
import { untilQuiet } from '../clock/virtual-time.ts';

const CAUSE =
  'A run on Temporal is repeated from its history whenever a worker takes it over, and must take the same steps: ' +
  'let nothing decide but the input, what steps gave, and ctx.';

/** Repeats a run from its record: nothing is done again, and what differs is noticed. */
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
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what was read under this name was of this type
    return index < readings.length ? (readings[index] as T) : read();
  }

  begin(step: Step): string {
    const index = this.#begun;
    this.#begun += 1;
    this.#changes += 1;
    const recorded = this.#record.steps[index];
    if (recorded === undefined) {
      this.#diverge(
        `The replay goes on with step ${index + 1}, ${stepText(step)}, where the run had ended.`,
        step,
      );
    } else if (!sameStep(recorded, step)) {
      this.#diverge(
        `Step ${index + 1} of the replay is ${stepText(step)}; in the run it was ${stepText(recorded)}.`,
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

  /** Lets what happened in the run happen again, in its order. `over` tells when the replay has ended. */
  async play(handle: WorkflowHandle, over: () => boolean): Promise<void> {
    for (const happening of this.#record.happenings) {
      await untilQuiet(() => this.#changes);
      if (over() || this.#diverged) break;
      if ('send' in happening) await happening.send(handle);
      else if (parseInt(happening.key, 10) < this.#begun)
        this.#mailbox.deliver(happening.key, happening.outcome);
      else break;
    }
    await untilQuiet(() => this.#changes);
    const next = this.#record.steps[this.#begun];
    if (next !== undefined) {
      this.#diverge(
        `The replay ${over() ? 'ends' : 'waits'} where the run took step ${this.#begun + 1}, ${stepText(next)}.`,
        next,
      );
    } else if (!over()) {
      this.#diverge(
        'The replay waits for something at its end where the run ended.',
        this.#record.steps.at(-1),
      );
    }
  }

  /** Only the first difference says something: what follows from it is no news. */
  #diverge(message: string, step: Step | undefined): void {
    if (this.#diverged) return;
    this.#diverged = true;
    this.#findings.problem('step', `${message} ${CAUSE}`, step?.site);
  }
}
