import { EmptyResultSchema } from '@modelcontextprotocol/sdk/types.js';
import type { Connection } from './connection.ts';

interface Subscription {
  readonly listeners: Set<() => void>;
  readonly made: Promise<unknown>;
}

/** Who waits for which resource of one connection: the server is asked once for each, however many wait. */
export class Subscriptions {
  readonly #connection: Connection;
  readonly #byUri = new Map<string, Subscription>();
  /** A subscription that begins before the last one has ended could be ended by it. */
  readonly #ending = new Map<string, Promise<unknown>>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Resolves when the server has taken the subscription; the function that it gives ends it. */
  async listen(uri: string, listener: () => void): Promise<() => Promise<void>> {
    let subscription = this.#byUri.get(uri);
    if (subscription === undefined) {
      const made = (this.#ending.get(uri) ?? Promise.resolve()).then(() =>
        this.#connection.request('resources/subscribe', { uri }, EmptyResultSchema),
      );
      subscription = { listeners: new Set(), made };
      this.#byUri.set(uri, subscription);
    }
    const { listeners, made } = subscription;
    listeners.add(listener);
    const end = async (): Promise<void> => {
      listeners.delete(listener);
      if (listeners.size > 0 || this.#byUri.get(uri)?.listeners !== listeners) return;
      this.#byUri.delete(uri);
      // Nobody listens any more; whether the server heard of it changes nothing.
      const ending = this.#connection
        .request('resources/unsubscribe', { uri }, EmptyResultSchema)
        .catch(() => undefined);
      this.#ending.set(uri, ending);
      await ending;
      if (this.#ending.get(uri) === ending) this.#ending.delete(uri);
    };
    try {
      await made;
    } catch (error) {
      if (this.#byUri.get(uri) === subscription) this.#byUri.delete(uri);
      throw error;
    }
    return end;
  }

  updated(uri: string): void {
    for (const [subscribed, { listeners }] of this.#byUri) {
      // A server may tell of a part of what was subscribed to.
      if (uri === subscribed || uri.startsWith(`${subscribed.replace(/\/$/, '')}/`)) {
        for (const listener of listeners) listener();
      }
    }
  }
}
