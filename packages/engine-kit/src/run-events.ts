import type {
  HistoryStep,
  ItemEvent,
  StatusEvent,
  StepEvent,
  WorkflowEvent,
  WorkflowInfo,
  WorkflowPosition,
} from '@mcp-agent/core';
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
    this.#add(copyOf(body));
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
    // A woken follower waits again in a later turn.
    for (const wake of this.#waiting) wake();
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

/** The end of a run, as its followers see it. */
export type FollowedEnd = Pick<StatusEvent, 'status' | 'at' | 'nextRunId'>;

/** A run that {@link followRuns} reads. */
export interface FollowedRun {
  readonly info: Pick<WorkflowInfo, 'runId' | 'startTime'>;
  readonly steps: { readonly log: EventLog };
  /** Number of the last event that followers may see. A durable engine counts the committed ones. */
  readonly visibleEvents: number;
  /**
   * Returns the end of the run, if it has ended: once no more of its events can come. Throws if the run cannot continue
   * in this process.
   */
  ending(): FollowedEnd | Promise<FollowedEnd> | undefined;
}

/**
 * Reads the events of a run and of the runs that continue it, as `Control.follow` returns them. It stores no events:
 * each is made from the run when the reader asks for it.
 *
 * @param find returns the run with this ID, or the first one to read
 * @param signal stops reading
 */
export async function* followRuns(
  find: (runId: string | undefined) => FollowedRun | Promise<FollowedRun>,
  after: WorkflowPosition | undefined,
  signal: AbortSignal,
): AsyncGenerator<WorkflowEvent, void> {
  let place: Partial<WorkflowPosition> | undefined = after ?? {};
  while (place !== undefined) {
    const run = await find(place.runId);
    const { nextRunId }: FollowedEnd = yield* followRun(run, place.number ?? 0, signal);
    place = nextRunId === undefined ? undefined : { runId: nextRunId };
  }
}

async function* followRun(
  run: FollowedRun,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<WorkflowEvent, FollowedEnd> {
  const { runId, startTime } = run.info;
  const { log } = run.steps;
  if (after < 1) yield { type: 'status', runId, number: 1, at: startTime, status: 'running' };
  for (let number = Math.max(after, 1) + 1; ;) {
    for (; number <= run.visibleEvents; number += 1) yield { ...log.at(number), runId, number };
    const ending = run.ending();
    if (ending === undefined) {
      await log.changed(signal);
      continue;
    }
    const end = await ending;
    if (number <= run.visibleEvents) continue;
    if (number === run.visibleEvents + 1) yield { type: 'status', runId, number, ...end };
    return end;
  }
}
