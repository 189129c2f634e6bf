import type { JsonValue, WorkflowDefinition } from '@mcp-agent/core';
import { ExecutorClosedError } from '@mcp-agent/core/errors';
import { toError } from '@mcp-agent/core/engine';
import { hasEnded } from '../control.ts';
import type { End } from '../end.ts';
import type { FollowedEnd } from '../run-events.ts';
import { type Outcome, terminated } from '../outcome.ts';
import { limitTime } from '../time-limit.ts';
import { type Arrival, passOn } from './arrivals.ts';
import { closing } from './closing.ts';
import type { Came } from './journal.ts';
import type { JournalStore, RunState, StoredRun } from './journal-store.ts';
import { JournaledRun } from './journaled-run.ts';

/**
 * A run as a sequence of turns. Events wait in a queue. A turn takes one event, lets the workflow's code run until it
 * waits, and commits the event together with the commands that the code issued. Only then are the side effects
 * performed and the sender answered. Resuming a run replays its turns without side effects.
 */
export abstract class Turns extends JournaledRun {
  /** Resolves when the run has ended. Rejects if the run cannot continue in this process. */
  readonly closed: Promise<void>;
  /** The stored state of a closed run. */
  #closedState: RunState | undefined;
  readonly #close: PromiseWithResolvers<void>;
  readonly #queue: Arrival[] = [];
  #work: Promise<void> | undefined;
  #end: End | undefined;
  #stopped: Error | undefined;
  #timeLimit: Disposable | undefined;

  constructor(store: JournalStore, stored: StoredRun, definition: WorkflowDefinition) {
    super(store, stored, definition);
    this.#closedState = stored.state.closedAt === undefined ? undefined : stored.state;
    this.#close = Promise.withResolvers();
    this.closed = this.#close.promise;
    this.closed.catch(() => {});
  }

  override ending(): FollowedEnd | undefined {
    if (this.#closedState !== undefined) return endingOf(this.#closedState);
    if (this.#stopped !== undefined) throw this.#stopped;
    return undefined;
  }

  /** Starts the run, or resumes it at the end of its journal. Call it once. */
  begin(): void {
    if (this.#closedState === undefined) {
      this.#timeLimit = limitTime(this.info, this.record, (outcome) => this.#endNow(outcome));
    }
    this.#work = this.#replay()
      .catch((error: unknown) => this.leave(toError(error)))
      .then(() => this.#turns());
    if (!this.journal.replaying) this.tell({ type: 'start' });
  }

  /** Sends an event to the workflow. Resolves once it is committed; for an update, resolves with the answer. */
  post(came: Came): Promise<JsonValue> {
    if (this.#stopped !== undefined) return Promise.reject(this.#stopped);
    const item = { ...Promise.withResolvers<JsonValue>(), came };
    this.#queue.push(item);
    this.#work ??= this.#turns();
    return item.promise;
  }

  async query(name: string, args: JsonValue[]): Promise<JsonValue> {
    await this.settled();
    return this.enter(() => this.workflow.query(name, args));
  }

  /** Also commits: an unhandled error may arrive from a callback between two turns, when no turn would commit it. */
  override unhandled(reason: unknown): void {
    super.unhandled(reason);
    if (this.#work === undefined && this.#end !== undefined && this.#stopped === undefined) this.#commit();
  }

  /** Resolves when all queued events have been processed. */
  async settled(): Promise<void> {
    await this.#work;
    this.#throwIfLeft();
  }

  /** Ends the run at once. Pending waits never settle. */
  terminate(reason: string | undefined): void {
    this.#endNow(terminated(this.info, reason));
  }

  /** Stops the run in this process; it resumes at the end of its journal. Later calls to `post` reject with `why`. */
  override leave(why: Error): void {
    if (this.#stopped !== undefined) return;
    if (!ExecutorClosedError.isInstance(why)) this.log('error', why.message, undefined);
    this.#stop(why);
    this.#close.reject(why);
  }

  /** Posts an event without waiting. It is dropped if the run has ended or was stopped. */
  protected tell(came: Came): void {
    this.post(came).catch(() => {});
  }

  #throwIfLeft(): void {
    if (this.#stopped !== undefined && this.#end === undefined) throw this.#stopped;
  }

  async #replay(): Promise<void> {
    if (!this.journal.replaying) return;
    for (let entry = this.journal.next(); entry !== undefined; entry = this.journal.next()) {
      this.clock.now = entry.at;
      this.deliver(entry.came)?.catch(() => {});
      await this.conditions.settled();
      if (this.#stopped !== undefined) return;
    }
    this.showEvents();
    if (this.#closedState === undefined) this.#commit();
  }

  async #turns(): Promise<void> {
    for (let item = this.#queue.shift(); item !== undefined; item = this.#queue.shift()) {
      try {
        item.resolve((await this.#turn(item.came)).answer ?? null);
      } catch (error) {
        item.reject(error);
      }
    }
    this.#work = undefined;
  }

  async #turn(came: Came): Promise<{ answer?: Promise<JsonValue> }> {
    if (this.#stopped !== undefined) throw this.#stopped;
    // The step was released meanwhile and no longer expects a result.
    if (came.type === 'done' && !this.pending.has(came.step)) return {};
    if (came.type === 'update') this.enter(() => this.workflow.validateUpdate(came.name, came.args));
    this.clock.now = Math.max(this.clock.now, Date.now());
    const answer = this.deliver(this.journal.note(came, this.clock.now));
    // The sender receives a rejection below. Until then, and in a replay, prevent an unhandled rejection.
    answer?.catch(() => {});
    await this.conditions.settled();
    // The run was ended from outside during this turn, so the event was not handled.
    if (this.#stopped !== undefined) throw this.#stopped;
    this.#commit();
    this.#throwIfLeft();
    return answer === undefined ? {} : { answer: answer.finally(() => this.settled()) };
  }

  /** Records that the workflow's function has ended. Its turn is still to be committed. */
  protected override finish(end: End): void {
    if (this.#end !== undefined || this.#stopped !== undefined) return;
    this.#end = end;
    this.conditions.clear();
    this.root.release();
  }

  #endNow(outcome: Outcome): void {
    if (this.#stopped !== undefined) return;
    // Discard the entries of the interrupted turn.
    this.journal.take();
    this.#end = outcome;
    this.#commit();
  }

  #commit(): void {
    const { state, next } =
      this.#end === undefined
        ? { state: { status: this.workflow.paused ? 'paused' : 'running' } as const }
        : closing(this.#end, this.record);
    const entries = this.journal.take();
    try {
      if (entries.length > 0 || state.closedAt !== undefined) {
        this.store.commit(this.info.runId, entries, state, next);
      }
      if (state.closedAt !== undefined) this.#closedState = state;
      if (entries.length > 0) this.showEvents();
    } catch (error) {
      // The code's latest progress is in no journal, so it must not continue from there.
      this.#end = undefined;
      return this.leave(toError(error));
    }
    if (state.closedAt === undefined) return this.pending.act();
    // Queued events go to the run that continues this one.
    const unhandled = next === undefined ? [] : this.#queue.splice(0);
    this.#stop(hasEnded(this.info.workflowId, state.status));
    this.store.ended(this.info, next);
    this.pending.act();
    if (next !== undefined) {
      const control = this.store.control(next.info.workflowId, next.info.runId);
      for (const arrival of unhandled) passOn(arrival, control);
    }
    this.#close.resolve();
  }

  #stop(why: Error): void {
    this.#stopped = why;
    this.#timeLimit?.[Symbol.dispose]();
    this.steps.close();
    this.conditions.clear();
    this.root.release();
    this.updates.runEnded();
    for (const { came, resolve, reject } of this.#queue.splice(0)) {
      // Cancelling a run that has ended does nothing.
      if (came.type === 'cancel' && this.#end !== undefined) resolve(null);
      else reject(why);
    }
    this.store.stopped(this.info);
  }
}

function endingOf({ status, closedAt = 0, next }: RunState): FollowedEnd {
  return { status, at: closedAt, ...(next !== undefined && { nextRunId: next }) };
}
