import type { JsonValue } from '@mcp-agent/core';
import { nonDeterminism } from '@mcp-agent/core/engine';
import type { ErrorData, NonDeterminismError } from '@mcp-agent/core/errors';

/** An event of a workflow. Between two events, its code runs until it waits. */
export type Came =
  | { readonly type: 'start' }
  | { readonly type: 'signal'; readonly name: string; readonly args: JsonValue[]; readonly key?: string }
  | { readonly type: 'update'; readonly name: string; readonly args: JsonValue[] }
  | { readonly type: 'cancel' }
  /** The child of that step has started. A later `done` reports how it ended. */
  | { readonly type: 'started'; readonly step: number }
  | {
      readonly type: 'done';
      readonly step: number;
      readonly output?: JsonValue;
      readonly error?: ErrorData;
      readonly attempts?: number;
    };

/** A command of workflow code: the kind of step, and its name. */
export interface Asked {
  readonly asked: 'activity' | 'timer' | 'child' | 'signal' | 'cancel' | 'patch';
  readonly name: string;
}

/** One journal entry: an event with its time, or a command that the code issued in response. */
export type Entry = Asked | { readonly came: Came; readonly at: number };

/**
 * The journal of a run: each event, followed by the commands that the code issued in response. The code is
 * deterministic, so a resumed run receives the same events in the same order, and its commands are compared with the
 * recorded ones. New entries are buffered until the turn commits them all or none.
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
   * Returns the next recorded event, or `undefined` when the replay is complete.
   *
   * @throws {@link NonDeterminismError} when the code has not issued a recorded command
   */
  next(): { came: Came; at: number } | undefined {
    this.#passPatches();
    const entry = this.#record[this.#position];
    this.#position += 1;
    if (entry === undefined) this.#replaying = false;
    else if ('asked' in entry) throw this.#differs(entry, undefined);
    return entry;
  }

  /** Records a new event and returns a copy as a replay will read it: the workflow may mutate the event it receives. */
  note(came: Came, at: number): Came {
    const text = JSON.stringify({ came, at } satisfies Entry);
    this.#fresh.push(text);
    const read: { came: Came } = JSON.parse(text);
    return read.came;
  }

  /**
   * Records a command and returns its step number.
   *
   * @throws {@link NonDeterminismError} when the recorded command differs
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

  /** Whether the run has this patch. The first answer is recorded and applies to the whole run. */
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

  /** Returns the entries added since the last call and clears the buffer. */
  take(): string[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  /** Skips recorded patches that the code no longer checks. */
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
    return nonDeterminism(this.#workflowId, {
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
