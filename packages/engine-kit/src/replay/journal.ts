import type { JsonValue } from '@mcp-agent/core';
import type { ErrorData } from '@mcp-agent/core/errors';
import { NonDeterminismError } from './non-determinism.ts';

/** What comes to a workflow. Between two of them its code runs until it waits. */
export type Came =
  | { readonly type: 'start' }
  | { readonly type: 'signal'; readonly name: string; readonly args: JsonValue[]; readonly key?: string }
  | { readonly type: 'update'; readonly name: string; readonly args: JsonValue[] }
  | { readonly type: 'cancel' }
  /** The child of that step runs; `done` tells later how it ended. */
  | { readonly type: 'started'; readonly step: number }
  | {
      readonly type: 'done';
      readonly step: number;
      readonly output?: JsonValue;
      readonly error?: ErrorData;
      readonly attempts?: number;
    };

/** What a workflow's code asks for: what kind of step, and of what name. */
export interface Asked {
  readonly asked: 'activity' | 'timer' | 'child' | 'signal' | 'cancel' | 'patch';
  readonly name: string;
}

/** One line of a journal: what came, when; or what the code asked for because of it. */
export type Entry = Asked | { readonly came: Came; readonly at: number };

/**
 * What happened in a run, line by line: each thing that came to it, followed by what its code then asked for.
 * The code is a function of what came, so a run that is taken up again is given the same in the same order; what
 * it asks for is compared. What is new is collected, for a commit that has a turn whole or not at all.
 */
export class Journal {
  readonly #workflowId: string;
  readonly #record: readonly Entry[];
  readonly #patches = new Map<string, boolean>();
  #position = 0;
  #steps = 0;
  #fresh: string[] = [];
  #replaying: boolean;

  constructor(workflowId: string, record: readonly Entry[]) {
    this.#workflowId = workflowId;
    this.#record = record;
    this.#replaying = record.length > 0;
  }

  get replaying(): boolean {
    return this.#replaying;
  }

  /**
   * What came next, the first time; nothing when all is replayed.
   *
   * @throws {@link NonDeterminismError} when the code has not asked for what it then asked for
   */
  next(): { came: Came; at: number } | undefined {
    this.#passPatches();
    const entry = this.#record[this.#position];
    this.#position += 1;
    if (entry === undefined) this.#replaying = false;
    else if ('asked' in entry) throw this.#differs(entry, undefined);
    return entry;
  }

  /** Notes what comes now, and gives it as it will be read again: the workflow may change what it is given. */
  note(came: Came, at: number): Came {
    const text = JSON.stringify({ came, at } satisfies Entry);
    this.#fresh.push(text);
    const read: { came: Came } = JSON.parse(text);
    return read.came;
  }

  /**
   * Notes what the code asks for, and gives the step's number.
   *
   * @throws {@link NonDeterminismError} when it asked for something else the first time
   */
  ask(asked: Asked): number {
    this.#steps += 1;
    if (!this.#replaying) {
      this.#fresh.push(JSON.stringify(asked));
      return this.#steps;
    }
    this.#passPatches();
    const entry = this.#record[this.#position];
    const recorded = entry !== undefined && 'asked' in entry ? entry : undefined;
    if (recorded?.asked !== asked.asked || recorded.name !== asked.name) {
      this.#steps -= 1;
      throw this.#differs(recorded, asked);
    }
    this.#position += 1;
    return this.#steps;
  }

  /** Whether the run has a change: as its code was told when it first asked. */
  patched(id: string): boolean {
    let has = this.#patches.get(id);
    if (has !== undefined) return has;
    const entry = this.#record[this.#position];
    has =
      !this.#replaying || (entry !== undefined && 'asked' in entry && isPatch(entry) && entry.name === id);
    this.#patches.set(id, has);
    if (!this.#replaying) this.#fresh.push(JSON.stringify({ asked: 'patch', name: id } satisfies Entry));
    else if (has) this.#position += 1;
    return has;
  }

  /** What is new since the last time, to be written. */
  take(): string[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  /** A change whose old way is gone needs no question any more. */
  #passPatches(): void {
    for (
      let entry = this.#record[this.#position];
      entry !== undefined;
      entry = this.#record[this.#position]
    ) {
      if (!('asked' in entry) || !isPatch(entry)) return;
      this.#position += 1;
    }
  }

  #differs(recorded: Asked | undefined, asked: Asked | undefined): NonDeterminismError {
    return new NonDeterminismError(this.#workflowId, {
      step: this.#steps + 1,
      recorded: told(recorded),
      asked: told(asked),
    });
  }
}

function isPatch({ asked }: Asked): boolean {
  return asked === 'patch';
}

function told(asked: Asked | undefined): string {
  if (asked === undefined) return 'nothing';
  return asked.name === '' ? asked.asked : `${asked.asked} "${asked.name}"`;
}
