import type { JsonValue, WorkflowDefinition } from '@mcp-agent/core';
import { toError } from '@mcp-agent/core/engine';
import { type End, endBy } from '../end.ts';
import type { LogLine } from '../logger.ts';
import type { FollowedEnd, FollowedRun } from '../run-events.ts';
import { EngineRun } from '../run.ts';
import { UnansweredUpdates } from '../unanswered-updates.ts';
import { type Asked, type Came, Journal } from './journal.ts';
import type { JournalStore, RunRecord, StoredRun } from './journal-store.ts';
import { PendingSteps, type StepHooks } from './pending-steps.ts';

/** A run whose events and commands are in a journal: delivers the events to the workflow and notes the commands. */
export abstract class JournaledRun extends EngineRun implements FollowedRun {
  protected readonly store: JournalStore;
  protected readonly record: RunRecord;
  protected readonly journal: Journal;
  protected readonly clock: { now: number };
  protected readonly pending: PendingSteps = new PendingSteps();
  protected readonly updates: UnansweredUpdates;
  #visibleEvents = 1;

  constructor(store: JournalStore, { record }: StoredRun, definition: WorkflowDefinition) {
    const { info } = record;
    const clock = { now: info.startTime };
    super({ definition, info, now: () => clock.now });
    this.store = store;
    this.record = record;
    this.clock = clock;
    this.journal = new Journal(info.workflowId, store.journal(info.runId));
    this.updates = new UnansweredUpdates(info.workflowId);
  }

  /** Stops the run in this process. */
  abstract leave(why: Error): void;
  /** Records that the workflow's function has ended. */
  protected abstract finish(end: End): void;

  /** Returns the end of the run as {@link JournalStore.commit} stored it. */
  abstract ending(): FollowedEnd | undefined;

  /** Number of the last committed event. */
  override get visibleEvents(): number {
    return this.#visibleEvents;
  }

  /** Shows the recorded events to followers, now that they are committed. */
  protected showEvents(): void {
    this.#visibleEvents = this.steps.recorded;
    this.steps.wake();
  }

  get cancelled(): boolean {
    return this.root.cancelled;
  }

  /** The time of the latest event: the same in every replay. */
  override now(): number {
    return this.clock.now;
  }

  override get replaying(): boolean {
    return this.journal.replaying;
  }

  override patched(id: string): boolean {
    return this.journal.patched(id);
  }

  protected override get logLine(): LogLine {
    return this.store.log;
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
        return this.journal.ask(asked);
      } catch (error) {
        this.leave(toError(error));
        return undefined;
      }
    };
    return this.pending.wait(this.currentScope(), note, (step) => act(step, replayed), hooks);
  }

  /** Hands an event to the workflow. Returns the answer to an update. */
  protected deliver(came: Came): Promise<JsonValue> | undefined {
    switch (came.type) {
      case 'start':
        this.enter(() =>
          this.workflow.execute(
            structuredClone(this.record.input),
            {
              completed: (output) => this.finish({ status: 'completed', output }),
              failed: (thrown) => this.finish(endBy(this, thrown)),
            },
            structuredClone(this.record.signals),
          ),
        );
        return undefined;
      case 'signal':
        this.steps.signal(came.name, came.args);
        this.receiveSignal(came.name, came.args);
        return undefined;
      case 'update':
        return this.updates.until(
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
        this.pending.started(came.step);
        return undefined;
      default:
        this.pending.done(came);
        return undefined;
    }
  }
}
