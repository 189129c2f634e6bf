import type { JsonValue } from '@mcp-agent/core';
import { updateUnanswered } from '@mcp-agent/core/engine';
import { OpenWaits } from './open-waits.ts';

/** The accepted updates of one run that have no answer yet. Updates still unanswered when the run ends are rejected. */
export class UnansweredUpdates {
  readonly #workflowId: string;
  readonly #waits = new OpenWaits();

  constructor(workflowId: string) {
    this.#workflowId = workflowId;
  }

  /** Returns the answer. Rejects with {@link MessageFailedError} if the run ends first. */
  until(messageName: string, answer: Promise<JsonValue>): Promise<JsonValue> {
    return this.#waits.until(answer, () => updateUnanswered(this.#workflowId, messageName));
  }

  runEnded(): void {
    this.#waits.end();
  }
}
