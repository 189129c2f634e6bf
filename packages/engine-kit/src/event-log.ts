import type { HistoryStep, ItemEvent, StatusEvent, StepEvent } from '@mcp-agent/core';
import { copyJson } from '@mcp-agent/core/engine';

type Place = 'runId' | 'number';

/** An event without its position. */
export type EventBody = Omit<StepEvent, Place> | Omit<StatusEvent, Place> | Omit<ItemEvent, Place>;

/** A step, from which the log makes its events. */
export interface LoggedStep {
  /** Whether it ends when it starts, with one event for both: a signal. */
  readonly isInstant: boolean;
  /** The step when it started. */
  readonly started: HistoryStep;
  readonly current: HistoryStep;
  /** Number of the event of its end. */
  readonly endNumber: number | undefined;
}

interface Entry {
  readonly step: LoggedStep;
  readonly index: number;
  readonly isEnd: boolean;
}

/**
 * The events of one run, in the order of recording. It exists only for a run that is followed, was paused or has
 * published an item: steps store the number of their end only, and their starts have the numbers in between.
 */
export class EventLog {
  /** The entry of event `n` is at `n - 2`: the first event is the start of the run. */
  readonly #entries: (Entry | EventBody)[] = [];
  readonly #indexes = new Map<LoggedStep, number>();
  readonly #waiting = new Set<() => void>();

  /** @param steps the steps so far, in start order */
  constructor(steps: Iterable<LoggedStep>) {
    const ends = new Map<number, LoggedStep>();
    const all = [...steps];
    for (const step of all) if (step.endNumber !== undefined) ends.set(step.endNumber, step);
    const addEnds = (): void => {
      for (let step = ends.get(this.count + 1); step !== undefined; step = ends.get(this.count + 1)) {
        this.ended(step);
      }
    };
    for (const step of all) {
      addEnds();
      if (!step.isInstant) this.started(step);
    }
    addEnds();
  }

  /** Number of the last event. */
  get count(): number {
    return this.#entries.length + 1;
  }

  started(step: LoggedStep): void {
    this.#add({ step, index: this.#indexOf(step), isEnd: false });
  }

  ended(step: LoggedStep): void {
    this.#add({ step, index: this.#indexOf(step), isEnd: true });
  }

  note(body: EventBody): void {
    this.#add(body);
  }

  /** Returns an event after the first. */
  at(number: number): EventBody {
    const entry = this.#entries[number - 2];
    if (entry === undefined) throw new Error(`The run has no event ${number}.`);
    if (!('isEnd' in entry)) return copyOf(entry);
    const step = entry.isEnd ? entry.step.current : entry.step.started;
    return { type: 'step', at: step.endedAt ?? step.startedAt, index: entry.index, step };
  }

  /** Resolves at the next change. Rejects with the reason of the signal. */
  changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (how: () => void) => (): void => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', abort);
        how();
      };
      const wake = settle(resolve);
      const abort = settle(() => reject(signal.reason));
      this.#waiting.add(wake);
      signal.addEventListener('abort', abort);
      if (signal.aborted) abort();
    });
  }

  /** Wakes the followers. */
  wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  /** Returns the index of a step; that of a new one is the next. */
  #indexOf(step: LoggedStep): number {
    const index = this.#indexes.get(step) ?? this.#indexes.size;
    this.#indexes.set(step, index);
    return index;
  }

  #add(entry: Entry | EventBody): void {
    this.#entries.push(entry);
    this.wake();
  }
}

/** Copies an item, because each reader may change what it receives. */
function copyOf(body: EventBody): EventBody {
  return body.type === 'item' && body.value !== undefined ? { ...body, value: copyJson(body.value) } : body;
}
