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
 * A run as a row of turns. All that comes to it waits in a queue. A turn takes one thing out of it, lets the
 * workflow's code run until it waits, and commits what came with what the code asked for. Only then is that done
 * in the world, and the sender told. To take up a run again is to take its turns again, without the world.
 */
export abstract class Turns extends EngineRun {
  /** Resolves when the run has ended; rejects when it cannot go on in this process. */
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

  /** The time of what came last: the same at every replay. */
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

  /** Begins the run, or takes it up where its journal ends. Call it once. */
  begin(): void {
    if (this.#isOpen) {
      this.#timeLimit = limitTime(this.info, this.#record, (outcome) => this.#endNow(outcome));
    }
    this.#work = this.#replay()
      .catch((error: unknown) => this.leave(toError(error)))
      .then(() => this.#turns());
    if (!this.#journal.replaying) this.tell({ type: 'start' });
  }

  /** Gives the workflow what came; resolves when that is in the file, with the answer if it is an update. */
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

  /** An error that nothing handles may come between two turns, out of a callback: no turn commits that end. */
  override unhandled(reason: unknown): void {
    super.unhandled(reason);
    if (this.#work === undefined && this.#end !== undefined && this.#stopped === undefined) this.#commit();
  }

  /** Resolves when all that came was taken. */
  async settled(): Promise<void> {
    await this.#work;
    this.#throwIfLeft();
  }

  /** Ends the run at once: nothing that waits in it ever goes on. */
  terminate(reason: string | undefined): void {
    this.#endNow(terminated(this.info, reason));
  }

  /** Lets go of the run, which goes on where its journal ends when it is taken up again. `post` says why. */
  leave(why: Error): void {
    if (this.#stopped !== undefined) return;
    if (!ExecutorClosedError.isInstance(why)) this.log('error', why.message, undefined);
    this.#stop(why);
    this.#close.reject(why);
  }

  /**
   * Asks the world for something, in the scope that the code is in.
   *
   * @param act does it, once the asking is in the file, and again in the next process if it did not come back;
   * it says so by {@link tell}. What it gives lets go of it.
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

  /** Posts what nobody waits for: a run that has ended or was left needs it no more. */
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
    // What was let go of meanwhile has nothing to come back to.
    if (came.type === 'done' && !this.#pending.has(came.step)) return {};
    if (came.type === 'update') this.enter(() => this.workflow.validateUpdate(came.name, came.args));
    this.#clock.now = Math.max(this.#clock.now, Date.now());
    const answer = this.#deliver(this.#journal.note(came, this.#clock.now));
    // Whoever waits for it is told below; till then, and in a replay, nobody looks at it.
    answer?.catch(() => {});
    await this.conditions.settled();
    // Ended from outside while its code ran: what came did not.
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

  /** The workflow's function has ended; the turn in which it did is still to be committed. */
  #finish(end: End): void {
    if (this.#end !== undefined || this.#stopped !== undefined) return;
    this.#end = end;
    this.conditions.clear();
    this.root.release();
  }

  #endNow(outcome: Outcome): void {
    if (this.#stopped !== undefined) return;
    // What the turn in between has added is not committed any more.
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
      // What the code did since is in no journal: it may not go on from there.
      this.#end = undefined;
      return this.leave(toError(error));
    }
    if (state.closedAt === undefined) return this.#pending.act();
    // What has come and is not handled yet is for the run that this one continues as.
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
      // A cancellation does nothing to a run that has ended.
      if (came.type === 'cancel' && this.#end !== undefined) resolve(null);
      else reject(why);
    }
    this.store.stopped(this.info);
  }
}
