import { type JsonValue, MessageFailedError } from '@mcp-agent/core';

type Reject = (error: MessageFailedError) => void;

/** The updates of one run that were accepted and are not answered yet. What the run has not answered by its end, it never will. */
export class UnansweredUpdates {
  readonly #workflowId: string;
  readonly #open = new Map<Reject, string>();

  constructor(workflowId: string) {
    this.#workflowId = workflowId;
  }

  /** The answer, or a {@link MessageFailedError} when the run ends first. */
  async until(name: string, answer: Promise<JsonValue>): Promise<JsonValue> {
    const { promise, reject } = Promise.withResolvers<never>();
    this.#open.set(reject, name);
    try {
      return await Promise.race([answer, promise]);
    } finally {
      this.#open.delete(reject);
    }
  }

  runEnded(): void {
    for (const [reject, messageName] of this.#open) {
      reject(
        new MessageFailedError(
          `Workflow "${this.#workflowId}" ended before it answered the update "${messageName}".`,
          { messageName },
        ),
      );
    }
  }
}
