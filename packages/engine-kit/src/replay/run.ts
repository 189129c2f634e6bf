import { createHash } from 'node:crypto';
import type { ActivityOptions, JsonValue, WorkflowInfo } from '@mcp-agent/core';
import { type ErrorData, errorToData } from '@mcp-agent/core/errors';
import type { ActivityRequest, ChildRequest, ChildRun, WorkflowCaller } from '@mcp-agent/core/engine';
import { childResult, childStartError } from '../outcome.ts';
import { startTimer } from '../timer.ts';
import type { Asked } from './journal.ts';
import { Turns } from './turns.ts';

/**
 * One run of a workflow on a durable engine: a full `WorkflowRuntime`. A {@link JournalStore} holds its journal. A
 * run created from a journal first replays it without side effects, then continues.
 */
export class ReplayedRun extends Turns {
  #drawn = 0;
  readonly #caller: WorkflowCaller = {
    query: (name, args) => this.query(name, args),
    signal: async (name, args) => {
      await this.post({ type: 'signal', name, args });
    },
    update: (name, args) => this.post({ type: 'update', name, args }),
  };

  override random(): number {
    return this.#draw().readUIntBE(0, 6) / 2 ** 48;
  }

  override uuid(): string {
    return uuidOf(this.#draw());
  }

  override async sleep(ms: number): Promise<void> {
    const due = this.now() + ms;
    await this.settle(
      this.beginStep('timer', '', ms),
      this.ask({ asked: 'timer', name: '' }, (step) =>
        startTimer(Math.max(0, due - Date.now()), () => this.#done(step, {})),
      ),
    );
  }

  override activityDefaults(activity: string): ActivityOptions | undefined {
    return this.store.activities.defaults(activity);
  }

  override executeActivity(request: ActivityRequest): Promise<JsonValue> {
    const { workflowId, runId } = this.info;
    const { store } = this;
    const scheduledAt = this.now();
    const open = this.beginStep('activity', request.activity, request.input);
    const act = (step: number, replayed: boolean): Disposable => {
      const interrupted = replayed ? (store.attempt(runId, step) ?? { attempt: 1 }) : undefined;
      let last = interrupted ?? { attempt: 1 };
      const note = (more: Partial<typeof last>): void => {
        last = { ...last, ...more };
        open.attempt(last.attempt);
        store.saveAttempt(runId, step, last);
      };
      const activity = store.activities.run({
        request,
        activityId: String(step),
        workflowId,
        runId,
        scheduledAt,
        ...(interrupted !== undefined && { interrupted }),
        caller: this.#caller,
        log: (level, message, attributes) =>
          this.log(level, message, { activity: request.activity, ...attributes }),
        // The journal already records the first attempt.
        onAttempt: (attempt) => attempt > 1 && note({ attempt }),
        onRetry: (at, error) => open.retry(at, error),
        onHeartbeat: (heartbeatDetails) => note({ heartbeatDetails }),
      });
      activity.result.then(
        (output) => this.#done(step, { output, attempts: last.attempt }),
        (error: unknown) => this.#done(step, { error: errorToData(error), attempts: last.attempt }),
      );
      return activity;
    };
    const asked: Asked = { asked: 'activity', name: request.activity };
    return this.settle(open, this.ask(asked, act, { attempts: (count) => open.attempt(count) }));
  }

  override async startChild(request: ChildRequest): Promise<ChildRun> {
    this.throwIfCancelled();
    const scope = this.currentScope();
    const started = Promise.withResolvers<string>();
    // Deterministic, so that another process finds a child that was already started.
    const runIdOf = (step: number): string => uuidOf(hashOf(`${this.info.runId}/child/${step}`));
    const act = async (step: number): Promise<JsonValue> => {
      const child = this.#startChild(request, runIdOf(step));
      this.tell({ type: 'started', step });
      // If the child cannot continue in this process, leave the step pending: the next process waits for the child.
      const outcome = await this.store.outcome(child.runId).catch(() => new Promise<never>(() => {}));
      return childResult(child, outcome, scope.cancelled);
    };
    const abandoned = request.parentClosePolicy === 'abandon';
    const result = this.settle(
      this.steps.beginChild(request.workflowName, request.input, request.workflowId),
      this.#effect({ asked: 'child', name: request.workflowName }, act, {
        started: (step) => started.resolve(runIdOf(step)),
        outlivesRun: abandoned,
        // A child with the policy `abandon` continues; the wait ends.
        ...(!abandoned && {
          cancel: (step) => void this.store.control(request.workflowId, runIdOf(step)).cancel(),
        }),
      }),
    );
    // The workflow may never await the result. A failure to start rejects `started`.
    result.catch(started.reject);
    const { workflowId } = request;
    const runId = await started.promise;
    return {
      workflowId,
      runId,
      result: () => result,
      signal: (name, args) => this.#signal(workflowId, runId, name, args),
      cancel: async () => {
        await this.#effect({ asked: 'cancel', name: workflowId }, async () => {
          await this.store.control(workflowId, runId).cancel();
          return null;
        });
      },
    };
  }

  #startChild(request: ChildRequest, runId: string): WorkflowInfo {
    try {
      return this.store.startChild(request, this.info, runId);
    } catch (error) {
      throw childStartError(error, request.workflowId);
    }
  }

  override signalWorkflow(workflowId: string, name: string, args: JsonValue[]): Promise<void> {
    return this.#signal(workflowId, undefined, name, args);
  }

  async #signal(
    workflowId: string,
    runId: string | undefined,
    name: string,
    args: JsonValue[],
  ): Promise<void> {
    await this.#effect({ asked: 'signal', name }, async (step) => {
      // The key prevents a duplicate if the process ends before the delivery is recorded.
      await this.store.control(workflowId, runId).signal(name, args, `${this.info.runId}/${step}`);
      return null;
    });
  }

  /** Posts the result or the error of a step. */
  #done(step: number, how: { output?: JsonValue; error?: ErrorData; attempts?: number }): void {
    this.tell({ type: 'done', step, ...how });
  }

  /** A step that cannot be aborted and always runs to its end. */
  #effect(
    asked: Asked,
    act: (step: number) => Promise<JsonValue>,
    more: Parameters<Turns['ask']>[2] = {},
  ): Promise<JsonValue> {
    return this.ask(
      asked,
      (step) => {
        act(step).then(
          (output) => this.#done(step, { output }),
          (error: unknown) => this.#done(step, { error: errorToData(error) }),
        );
        return undefined;
      },
      { outlivesRun: true, ...more },
    );
  }

  /** Returns pseudo-random bytes that are the same in every replay: a hash of the run ID and a counter. */
  #draw(): Buffer {
    this.#drawn += 1;
    return hashOf(`${this.info.runId}/${this.#drawn}`);
  }
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function uuidOf(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
