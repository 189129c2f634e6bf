import type { JsonValue } from '@mcp-agent/core';
import { errorFromData, errorToData } from '@mcp-agent/core/errors';
import { copyJson, type WorkflowRuntime } from '@mcp-agent/core/engine';
import type { StepOutcome } from './record.ts';
import { runAsEngine } from './code-watch.ts';

/** The outcomes of steps of one run that do not wait for their engine. */
export class Mailbox {
  readonly #arrived = new Map<string, StepOutcome>();
  readonly #runtime: WorkflowRuntime;
  readonly #runId: string;

  /** @param runId the run ID that the workflow code sees */
  constructor(runtime: WorkflowRuntime, runId: string) {
    this.#runtime = runtime;
    this.#runId = runId;
  }

  /** Delivers the outcome of a step. */
  deliver(key: string, outcome: StepOutcome): void {
    this.#arrived.set(key, outcome);
    // Adding a condition makes the engine check all of them; in a shield, because the run may be cancelled.
    void runAsEngine(this.#runId, () =>
      this.#runtime.runScope('shielded', () => this.#runtime.condition(() => true)),
    );
  }

  /** Waits for the outcome of a step, in the scope of the caller. */
  async wait(key: string): Promise<JsonValue> {
    await this.#runtime.condition(() => this.#arrived.has(key));
    const outcome = this.#arrived.get(key) ?? { value: null };
    if ('error' in outcome) throw errorFromData(errorToData(outcome.error));
    // Workflow code may change the value.
    return copyJson(outcome.value);
  }
}
