import type { EngineView } from '../../interface/engine.ts';
import type { PageEvent } from '../../interface/events.ts';
import { Listeners } from '../../interface/listeners.ts';
import type { RunHead } from '../../interface/run.ts';
import type { StepLine } from '../../interface/step.ts';

/** The data received so far. */
export interface Snapshot {
  /** Whether the initial data is complete. */
  readonly isReady: boolean;
  readonly isConnected: boolean;
  /** Keys of the runs for which all data was received. A key without a run was not found. */
  readonly loaded: readonly string[];
  readonly engines: readonly EngineView[];
  /** By `<engine>/<id>`, oldest first. */
  readonly runs: ReadonlyMap<string, RunHead>;
  /** Steps of the watched runs. */
  readonly steps: ReadonlyMap<string, readonly StepLine[]>;
}

const NOTHING: Snapshot = {
  isReady: false,
  isConnected: false,
  loaded: [],
  engines: [],
  runs: new Map(),
  steps: new Map(),
};
const RECONNECT_MS = 1_000;

/** Receives the server's events. After a lost connection, the browser resumes after the last event. */
class Live {
  #snapshot: Snapshot = NOTHING;
  /** The next snapshot, shown when a batch of changes is complete. */
  #next: Snapshot = NOTHING;
  /** Step lists that were copied for the next snapshot. */
  readonly #copied = new Map<string, StepLine[]>();
  #source: EventSource | undefined;
  #watched: readonly string[] = [];
  /** ID of the last event, after which a connection resumes. */
  #last = '';
  readonly #listeners = new Listeners();
  readonly subscribe: Listeners['add'] = this.#listeners.add;

  readonly snapshot = (): Snapshot => this.#snapshot;

  /** Requests the steps of these runs, and of no others. */
  watch(keys: readonly string[]): void {
    if (JSON.stringify(keys) === JSON.stringify(this.#watched)) return;
    this.#watched = keys;
    const kept = [...this.#next.steps].filter(([key]) => keys.includes(key));
    this.#next = { ...this.#next, steps: new Map(kept) };
    this.#copied.clear();
    // Request everything about the watched runs.
    this.#connect('');
  }

  /** Connects until the page is closed. Hidden tabs disconnect: a browser allows six connections to a server. */
  open(): void {
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.#source?.close();
      else this.#connect(this.#last);
    });
    this.#connect('');
  }

  #connect(since: string): void {
    this.#source?.close();
    const query = new URLSearchParams([...this.#watched.map((key) => ['run', key]), ['since', since]]);
    const source = new EventSource(`/api/events?${query}`);
    this.#source = source;
    source.addEventListener('open', () => this.#show({ isConnected: true }));
    source.addEventListener('message', ({ data, lastEventId }) => this.#take(JSON.parse(data), lastEventId));
    source.addEventListener('error', () => {
      this.#show({ isConnected: false });
      // After an error response, the browser does not reconnect by itself.
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(() => source === this.#source && this.#connect(this.#last), RECONNECT_MS);
      }
    });
  }

  #take(event: PageEvent, id: string): void {
    // The server was restarted, so all data is obsolete.
    if (this.#last !== '' && playgroundOf(id) !== playgroundOf(this.#last)) {
      this.#next = { ...NOTHING, isConnected: true };
    }
    this.#last = id;
    const { runs, steps } = this.#next;
    if (event.type === 'now') {
      this.#copied.clear();
      this.#show({ isReady: true, loaded: this.#watched });
    } else if (event.type === 'engines') {
      this.#next = { ...this.#next, engines: event.engines };
    } else if (event.type === 'run') {
      this.#next = { ...this.#next, runs: new Map(runs).set(keyOf(event.run), event.run) };
    } else {
      const key = keyOf(event);
      const known = this.#copied.get(key) ?? [...(steps.get(key) ?? [])];
      this.#copied.set(key, known);
      for (const [index, step] of event.steps) known[index] = step;
      this.#next = { ...this.#next, steps: new Map(steps).set(key, known) };
    }
  }

  #show(more: Partial<Snapshot>): void {
    this.#next = { ...this.#next, ...more };
    this.#snapshot = this.#next;
    this.#listeners.notify();
  }
}

export const live: Live = new Live();

/** Returns the key of a run. */
export function keyOf({ engine, id }: { readonly engine: string; readonly id: string }): string {
  return `${engine}/${id}`;
}

function playgroundOf(id: string): string | undefined {
  return id.split('.')[0];
}
