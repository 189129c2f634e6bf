import type { Connection } from './connection.ts';

/** What a listener learns: that the resource has changed, or that changes are no longer reported. */
export type SubscriptionEvent = 'updated' | 'lost';

type Listener = (event: SubscriptionEvent) => void;

interface Subscription {
  readonly listeners: Set<Listener>;
  /** Resolves when the server has confirmed, with a function that unsubscribes. */
  readonly made: Promise<() => Promise<unknown>>;
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
  async listen(uri: string, listener: Listener): Promise<() => Promise<void>> {
    let subscription = this.#byUri.get(uri);
    if (subscription === undefined) {
      const made = (this.#ending.get(uri) ?? Promise.resolve()).then(() => this.#subscribe(uri));
      subscription = { listeners: new Set(), made };
      this.#byUri.set(uri, subscription);
    }
    const { listeners, made } = subscription;
    listeners.add(listener);
    try {
      await made;
    } catch (error) {
      if (this.#byUri.get(uri) === subscription) this.#byUri.delete(uri);
      throw error;
    }
    return async () => {
      listeners.delete(listener);
      if (listeners.size > 0 || this.#byUri.get(uri)?.listeners !== listeners) return;
      this.#byUri.delete(uri);
      // No listener is left, so a failure to unsubscribe does not matter.
      const ending = made.then((unsubscribe) => unsubscribe()).catch(() => undefined);
      this.#ending.set(uri, ending);
      await ending;
      if (this.#ending.get(uri) === ending) this.#ending.delete(uri);
    };
  }

  updated(uri: string): void {
    for (const [subscribed, { listeners }] of this.#byUri) {
      // A server may report a change in part of the subscribed resource.
      if (uri === subscribed || uri.startsWith(`${subscribed.replace(/\/$/, '')}/`)) {
        for (const listener of listeners) listener('updated');
      }
    }
  }

  async #subscribe(uri: string): Promise<() => Promise<unknown>> {
    if (this.#connection.era === 'legacy') {
      await this.#connection.request('resources/subscribe', { uri });
      return () => this.#connection.request('resources/unsubscribe', { uri });
    }
    const stream = await this.#connection.listen({ resourceSubscriptions: [uri] });
    void stream.closed.then((by) => {
      if (by !== 'local') this.#lost(uri);
    });
    return () => stream.close();
  }

  /** Reports that the stream of a subscription has ended. */
  #lost(uri: string): void {
    const { listeners } = this.#byUri.get(uri) ?? {};
    if (listeners === undefined) return;
    this.#byUri.delete(uri);
    for (const listener of listeners) listener('lost');
  }
}
