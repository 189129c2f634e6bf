import type { JsonValue, WorkflowDefinition } from '@mcp-agent/core';
import { ExecutorClosedError } from '@mcp-agent/core/errors';
import { toError } from '@mcp-agent/core/engine';
import { hasEnded } from '../control.ts';
import { type End, endBy } from '../end.ts';
import type { LogLine } from '../logger.ts';
import { type Outcome, terminated } from '../outcome.ts';
import { EngineRun } from '../run.ts';
import { limitTime } from '../time-limit.ts';
import { UnansweredUpdates } from '../unanswered-updates.ts';
import { type Arrival, passOn } from './arrivals.ts';
import { closing } from './closing.ts';
import { type Asked, type Came, Journal } from './journal.ts';
import { PendingSteps, type StepHooks } from './pending-steps.ts';
import type { JournalStore, RunRecord, StoredRun } from './journal-store.ts';

/**
 * A run as a sequence of turns. Events wait in a queue. A turn takes one event, lets the workflow's code run until it
 * waits, and commits the event together with the commands that the code issued. Only then are the side effects
 * performed and the sender answered. Resuming a run replays its turns without side effects.
 */
export abstract class Turns extends EngineRun {
  /** Resolves when the run has ended. Rejects if the run cannot continue in this process. */
  readonly closed: Promise<void>;
  protected readonly store: JournalStore;
  readonly #record: RunRecord;
  readonly #isOpen: boolean;
  readonly #journal: Journal;
  readonly #clock: { now: number };
  readonly #close: PromiseWithResolvers<void>;
  readonly #pending = new PendingSteps();
  readonly #queue: Arrival[] = [];
  readonly #updates: UnansweredUpdates;
  #work: Promise<void> | undefined;
  #end: End | undefined;
  #stopped: Error | undefined;
  #timeLimit: Disposable | undefined;

  constructor(store: JournalStore, stored: StoredRun, definition: WorkflowDefinition) {
    const { info } = stored.record;
    const clock = { now: info.startTime };
    super({ definition, info, now: () => clock.now });
    this.store = store;
    this.#record = stored.record;
    this.#isOpen = stored.state.closedAt === undefined;
    this.#clock = clock;
    this.#journal = new Journal(info.workflowId, store.journal(info.runId));
    this.#updates = new UnansweredUpdates(info.workflowId);
    this.#close = Promise.withResolvers();
    this.closed = this.#close.promise;
    this.closed.catch(() => {});
  }

  get cancelled(): boolean {
    return this.root.cancelled;
  }

  /** The time of the latest event: the same in every replay. */
  override now(): number {
    return this.#clock.now;
  }

  override get replaying(): boolean {
    return this.#journal.replaying;
  }

  override patched(id: string): boolean {
    return this.#journal.patched(id);
  }

  protected override get logLine(): LogLine {
    return this.store.log;
  }

  /** Starts the run, or resumes it at the end of its journal. Call it once. */
  begin(): void {
    if (this.#isOpen) {
      this.#timeLimit = limitTime(this.info, this.#record, (outcome) => this.#endNow(outcome));
    }
    this.#work = this.#replay()
      .catch((error: unknown) => this.leave(toError(error)))
      .then(() => this.#turns());
    if (!this.#journal.replaying) this.tell({ type: 'start' });
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
  leave(why: Error): void {
    if (this.#stopped !== undefined) return;
    if (!ExecutorClosedError.isInstance(why)) this.log('error', why.message, undefined);
    this.#stop(why);
    this.#close.reject(why);
  }

  /**
   * Issues a command in the current scope.
   *
   * @param act performs the side effect once the command is committed, and again in the next process if it did not
   * complete. It reports by {@link tell}, and returns a disposable that releases it.
   */
  protected ask(
    asked: Asked,
    act: (step: number, replayed: boolean) => Disposable | undefined,
    hooks: StepHooks = {},
  ): Promise<JsonValue> {
    const replayed = this.replaying;
    const note = (): number | undefined => {
      try {
        return this.#journal.ask(asked);
      } catch (error) {
        this.leave(toError(error));
        return undefined;
      }
    };
    return this.#pending.wait(this.currentScope(), note, (step) => act(step, replayed), hooks);
  }

  /** Posts an event without waiting. It is dropped if the run has ended or was stopped. */
  protected tell(came: Came): void {
    this.post(came).catch(() => {});
  }

  #throwIfLeft(): void {
    if (this.#stopped !== undefined && this.#end === undefined) throw this.#stopped;
  }

  async #replay(): Promise<void> {
    if (!this.#journal.replaying) return;
    for (let entry = this.#journal.next(); entry !== undefined; entry = this.#journal.next()) {
      this.#clock.now = entry.at;
      this.#deliver(entry.came)?.catch(() => {});
      await this.conditions.settled();
      if (this.#stopped !== undefined) return;
    }
    if (this.#isOpen) this.#commit();
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
    if (came.type === 'done' && !this.#pending.has(came.step)) return {};
    if (came.type === 'update') this.enter(() => this.workflow.validateUpdate(came.name, came.args));
    this.#clock.now = Math.max(this.#clock.now, Date.now());
    const answer = this.#deliver(this.#journal.note(came, this.#clock.now));
    // The sender receives a rejection below. Until then, and in a replay, prevent an unhandled rejection.
    answer?.catch(() => {});
    await this.conditions.settled();
    // The run was ended from outside during this turn, so the event was not handled.
    if (this.#stopped !== undefined) throw this.#stopped;
    this.#commit();
    this.#throwIfLeft();
    return answer === undefined ? {} : { answer: answer.finally(() => this.settled()) };
  }

  #deliver(came: Came): Promise<JsonValue> | undefined {
    switch (came.type) {
      case 'start':
        this.enter(() =>
          this.workflow.execute(
            structuredClone(this.#record.input),
            {
              completed: (output) => this.#finish({ status: 'completed', output }),
              failed: (thrown) => this.#finish(endBy(this, thrown)),
            },
            structuredClone(this.#record.signals),
          ),
        );
        return undefined;
      case 'signal':
        this.steps.note('signal', came.name, came.args);
        this.enter(() => this.workflow.signal(came.name, came.args));
        return undefined;
      case 'update':
        return this.#updates.until(
          came.name,
          this.settle(
            this.steps.begin('update', came.name, came.args),
            this.enter(() => this.workflow.update(came.name, came.args)),
          ),
        );
      case 'cancel':
        this.root.cancel();
        return undefined;
      case 'started':
        this.#pending.started(came.step);
        return undefined;
      default:
        this.#pending.done(came);
        return undefined;
    }
  }

  /** Records that the workflow's function has ended. Its turn is still to be committed. */
  #finish(end: End): void {
    if (this.#end !== undefined || this.#stopped !== undefined) return;
    this.#end = end;
    this.conditions.clear();
    this.root.release();
  }

  #endNow(outcome: Outcome): void {
    if (this.#stopped !== undefined) return;
    // Discard the entries of the interrupted turn.
    this.#journal.take();
    this.#end = outcome;
    this.#commit();
  }

  #commit(): void {
    const { state, next } =
      this.#end === undefined
        ? { state: { status: this.workflow.paused ? 'paused' : 'running' } as const }
        : closing(this.#end, this.#record);
    const entries = this.#journal.take();
    try {
      if (entries.length > 0 || state.closedAt !== undefined) {
        this.store.commit(this.info.runId, entries, state, next);
      }
    } catch (error) {
      // The code's latest progress is in no journal, so it must not continue from there.
      this.#end = undefined;
      return this.leave(toError(error));
    }
    if (state.closedAt === undefined) return this.#pending.act();
    // Queued events go to the run that continues this one.
    const unhandled = next === undefined ? [] : this.#queue.splice(0);
    this.#stop(hasEnded(this.info.workflowId, state.status));
    this.store.ended(this.info, next);
    this.#pending.act();
    if (next !== undefined) {
      const control = this.store.control(next.info.workflowId, next.info.runId);
      for (const arrival of unhandled) passOn(arrival, control);
    }
    this.#close.resolve();
  }

  #stop(why: Error): void {
    this.#stopped = why;
    this.#timeLimit?.[Symbol.dispose]();
    this.conditions.clear();
    this.root.release();
    this.#updates.runEnded();
    for (const { came, resolve, reject } of this.#queue.splice(0)) {
      // Cancelling a run that has ended does nothing.
      if (came.type === 'cancel' && this.#end !== undefined) resolve(null);
      else reject(why);
    }
    this.store.stopped(this.info);
  }
}
