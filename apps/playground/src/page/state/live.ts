import type { EngineView } from '../../interface/engine.ts';
import type { PageEvent } from '../../interface/events.ts';
import type { RunHead } from '../../interface/run.ts';
import type { StepLine } from '../../interface/step.ts';

/** What the server has told so far. */
export interface Snapshot {
  /** Everything that there was at the beginning has been told. */
  readonly isReady: boolean;
  readonly isConnected: boolean;
  /** The runs that were watched when it was told last: one of them that is not among the runs does not exist. */
  readonly told: readonly string[];
  readonly engines: readonly EngineView[];
  /** By `<engine>/<id>`, the oldest first. */
  readonly runs: ReadonlyMap<string, RunHead>;
  /** Of the runs that are watched. */
  readonly steps: ReadonlyMap<string, readonly StepLine[]>;
}

const NOTHING: Snapshot = {
  isReady: false,
  isConnected: false,
  told: [],
  engines: [],
  runs: new Map(),
  steps: new Map(),
};
const AGAIN_MS = 1_000;

/** Follows the server's events. The browser goes on after a lost connection with the last event's id. */
class Live {
  #snapshot: Snapshot = NOTHING;
  /** What is shown when everything that has changed together has been told. */
  #coming: Snapshot = NOTHING;
  /** The steps that were copied since then. */
  readonly #copied = new Map<string, StepLine[]>();
  #source: EventSource | undefined;
  #watched: readonly string[] = [];
  /** The last event's, after which a connection goes on. */
  #last = '';
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): Snapshot => this.#snapshot;

  /** Has the steps of these runs told, and of no other. */
  watch(keys: readonly string[]): void {
    if (JSON.stringify(keys) === JSON.stringify(this.#watched)) return;
    this.#watched = keys;
    const kept = [...this.#coming.steps].filter(([key]) => keys.includes(key));
    this.#coming = { ...this.#coming, steps: new Map(kept) };
    this.#copied.clear();
    // Of what is watched from now on, everything is told.
    this.#connect('');
  }

  /** Follows until the page is closed. A browser has six connections to a server: a tab that nobody sees gives up its own. */
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
      // After a refusal the browser does not try again by itself.
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(() => source === this.#source && this.#connect(this.#last), AGAIN_MS);
      }
    });
  }

  #take(event: PageEvent, id: string): void {
    // The server was started anew: what was known is of another one.
    if (this.#last !== '' && playgroundOf(id) !== playgroundOf(this.#last)) {
      this.#coming = { ...NOTHING, isConnected: true };
    }
    this.#last = id;
    const { runs, steps } = this.#coming;
    if (event.type === 'now') {
      this.#copied.clear();
      this.#show({ isReady: true, told: this.#watched });
    } else if (event.type === 'engines') {
      this.#coming = { ...this.#coming, engines: event.engines };
    } else if (event.type === 'run') {
      this.#coming = { ...this.#coming, runs: new Map(runs).set(keyOf(event.run), event.run) };
    } else {
      const key = keyOf(event);
      const known = this.#copied.get(key) ?? [...(steps.get(key) ?? [])];
      this.#copied.set(key, known);
      for (const [index, step] of event.steps) known[index] = step;
      this.#coming = { ...this.#coming, steps: new Map(steps).set(key, known) };
    }
  }

  #show(more: Partial<Snapshot>): void {
    this.#coming = { ...this.#coming, ...more };
    this.#snapshot = this.#coming;
    for (const listener of this.#listeners) listener();
  }
}

export const live: Live = new Live();

/** A run's place among all runs. */
export function keyOf({ engine, id }: { readonly engine: string; readonly id: string }): string {
  return `${engine}/${id}`;
}

function playgroundOf(id: string): string | undefined {
  return id.split('.')[0];
}
