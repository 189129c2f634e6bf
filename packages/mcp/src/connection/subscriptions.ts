import { EmptyResultSchema } from '@modelcontextprotocol/sdk/types.js';
import type { Connection } from './connection.ts';

interface Subscription {
  readonly listeners: Set<() => void>;
  readonly made: Promise<unknown>;
}

/**
 * The resource subscriptions of one connection. The server receives one request for each resource, however many
 * listeners wait.
 */
export class Subscriptions {
  readonly #connection: Connection;
  readonly #byUri = new Map<string, Subscription>();
  /** Pending unsubscribe requests: a new subscription must wait for them, or they could end it. */
  readonly #ending = new Map<string, Promise<unknown>>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Subscribes to a resource. Resolves when the server has confirmed, with a function that unsubscribes. */
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
      // No listener is left, so a failure to unsubscribe does not matter.
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
      // A server may report a change in part of the subscribed resource.
      if (uri === subscribed || uri.startsWith(`${subscribed.replace(/\/$/, '')}/`)) {
        for (const listener of listeners) listener();
      }
    }
  }
}
