import { once } from 'node:events';
import { get } from 'node:http';
import { createInterface } from 'node:readline';
import { type Begin, type Entry, isEffect } from './entry.ts';

/** The harness' view of the ledger, which grows with each entry. */
export class Ledger {
  readonly entries: Entry[] = [];
  /** The number of effects so far. */
  effects = 0;
  readonly #listeners = new Set<(entry: Entry) => void>();

  /** Reads the ledger at a URL for as long as it runs. */
  static async read(url: string): Promise<Ledger> {
    const ledger = new Ledger();
    const [response] = await once(get(url), 'response');
    // The connection breaks when the ledger ends, which is the last thing that a run does.
    createInterface({ input: response })
      .on('line', (line) => ledger.add(JSON.parse(line)))
      .on('error', () => {});
    return ledger;
  }

  add(entry: Entry): void {
    this.entries.push(entry);
    if (isEffect(entry)) this.effects += 1;
    for (const listener of this.#listeners) listener(entry);
  }

  /** Calls a function with each new entry, until the returned function is called. */
  onEntry(listener: (entry: Entry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when so many effects have been recorded. Rejects with the signal's reason. */
  async reached(effects: number, signal: AbortSignal): Promise<void> {
    if (this.effects < effects)
      await this.#next((_entry): _entry is Entry => this.effects >= effects, signal);
  }

  /** Resolves with the next call for which a condition holds. Rejects with the signal's reason. */
  nextCall(holds: (call: Begin) => boolean, signal: AbortSignal): Promise<Begin> {
    return this.#next((entry): entry is Begin => entry.type === 'begin' && holds(entry), signal);
  }

  #next<T extends Entry>(isWanted: (entry: Entry) => entry is T, signal: AbortSignal): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const stop = this.onEntry((entry) => {
      if (isWanted(entry)) resolve(entry);
    });
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    return promise.finally(() => {
      stop();
      signal.removeEventListener('abort', abort);
    });
  }
}
