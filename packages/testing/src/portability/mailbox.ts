import type { JsonValue } from '@mcp-agent/core';
import { errorFromData, errorToData } from '@mcp-agent/core/errors';
import type { WorkflowRuntime } from '@mcp-agent/core/engine';
import type { StepOutcome } from './record.ts';
import { asEngine } from './watch.ts';

/** What has come for the steps of one run that wait for something other than their engine. */
export class Mailbox {
  readonly #arrived = new Map<string, StepOutcome>();
  readonly #runtime: WorkflowRuntime;
  readonly #runId: string;

  /** @param runId what the run's workflow code takes for its id */
  constructor(runtime: WorkflowRuntime, runId: string) {
    this.#runtime = runtime;
    this.#runId = runId;
  }

  /** Brings what a step came to. */
  deliver(key: string, outcome: StepOutcome): void {
    this.#arrived.set(key, outcome);
    // Conditions are looked at when one is added; in a shield, because the run may be cancelled.
    void asEngine(this.#runId, () =>
      this.#runtime.runScope('shielded', () => this.#runtime.condition(() => true)),
    );
  }

  /** Waits, in the scope of the caller, for what a step comes to. */
  async wait(key: string): Promise<JsonValue> {
    await this.#runtime.condition(() => this.#arrived.has(key));
    const outcome = this.#arrived.get(key) ?? { value: null };
    if ('error' in outcome) throw errorFromData(errorToData(outcome.error));
    return copyJson(outcome.value);
  }
}

/** A copy of its own: workflow code may change what it is given. */
export function copyJson(value: JsonValue): JsonValue {
  const text = JSON.stringify(value ?? null);
  const copy: JsonValue = JSON.parse(text);
  return copy;
}
