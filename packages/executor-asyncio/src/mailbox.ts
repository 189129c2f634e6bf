import type { JsonValue } from '@mcp-agent/core';
import type { Message } from '@mcp-agent/core/engine';
import type { Conditions } from '@mcp-agent/engine-kit';

/** A message or cancellation from outside the run's code. */
export type Mail = (Message & { readonly type: 'signal' | 'query' | 'update' }) | { readonly type: 'cancel' };

interface Letter extends PromiseWithResolvers<JsonValue> {
  readonly mail: Mail;
}

/**
 * Queues a run's incoming messages. A message is handled between turns, when all code that can run has run, never
 * during a turn.
 */
export class Mailbox {
  readonly #conditions: Conditions;
  readonly #handle: (mail: Mail) => JsonValue | Promise<JsonValue>;
  readonly #letters: Letter[] = [];
  #delivering = false;

  constructor(conditions: Conditions, handle: (mail: Mail) => JsonValue | Promise<JsonValue>) {
    this.#conditions = conditions;
    this.#handle = handle;
  }

  /** Resolves with the answer. For a message without an answer, resolves once it was handled. */
  post(mail: Mail): Promise<JsonValue> {
    const letter = { ...Promise.withResolvers<JsonValue>(), mail };
    this.#letters.push(letter);
    if (!this.#delivering) void this.#deliver();
    return letter.promise;
  }

  async #deliver(): Promise<void> {
    this.#delivering = true;
    await this.#conditions.settled();
    for (let letter = this.#letters.shift(); letter !== undefined; letter = this.#letters.shift()) {
      try {
        letter.resolve(this.#handle(letter.mail));
      } catch (error) {
        letter.reject(error);
      }
      await this.#conditions.settled();
    }
    this.#delivering = false;
  }
}
