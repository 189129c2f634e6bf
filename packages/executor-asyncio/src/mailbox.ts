import type { JsonValue } from '@mcp-agent/core';
import type { Message } from '@mcp-agent/core/engine';
import type { Conditions } from '@mcp-agent/engine-kit';

/** What comes to a run from outside of its code. */
export type Mail = (Message & { readonly type: 'signal' | 'query' | 'update' }) | { readonly type: 'cancel' };

interface Letter extends PromiseWithResolvers<JsonValue> {
  readonly mail: Mail;
}

/**
 * What has come to a run and waits for the end of its turn: a message is handled between turns, when all code that can
 * run has run, and never inside one.
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

  /** Resolves with the answer; for a message that has none, when it was handled. */
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
