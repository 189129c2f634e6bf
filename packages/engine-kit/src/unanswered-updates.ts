import type { JsonValue } from '@mcp-agent/core';
import { updateUnanswered } from '@mcp-agent/core/engine';
import { OpenWaits } from './open-waits.ts';

/** The updates of one run that were accepted and are not answered yet. What the run has not answered by its end, it never will. */
export class UnansweredUpdates {
  readonly #workflowId: string;
  readonly #waits = new OpenWaits();

  constructor(workflowId: string) {
    this.#workflowId = workflowId;
  }

  /** The answer, or a {@link MessageFailedError} when the run ends first. */
  until(messageName: string, answer: Promise<JsonValue>): Promise<JsonValue> {
    return this.#waits.until(answer, () => updateUnanswered(this.#workflowId, messageName));
  }

  runEnded(): void {
    this.#waits.end();
  }
}
