import type {
  ActivityOptions,
  JsonObject,
  JsonValue,
  LogLevel,
  PublishedItem,
  WorkflowInfo,
} from '@mcp-agent/core';
import {
  type ActivityRequest,
  type ChildRequest,
  type ChildRun,
  findWorkflow,
  fromJson,
  jsonBytes,
  type Message,
  type Scope,
  type ScopeKind,
  toJson,
  WorkflowRun,
  type WorkflowRuntime,
} from '@mcp-agent/core/engine';
import * as temporal from '@temporalio/workflow';
import { activityDefaultsHere } from '../activity-defaults.ts';
import { INHERITED_MEMO, PUBLISHED_MEMO, SIGNAL_SELF } from '../internal-names.ts';
import { HEARTBEAT_TIMEOUT, WORKFLOW_TASK_TIMEOUT } from '../timeouts.ts';
import { startChild } from './children.ts';
import { activityError, cancelScope, messageError, waitError } from './errors.ts';
import { WorkflowMessages } from './messages.ts';
import { isAnswering } from './query-turns.ts';
import { TurnBudget } from './turn-budget.ts';

/** Timeout for the worker to send a workflow a signal from itself. */
const SIGNAL_TIMEOUT = '10s';

/** A longer item is published in parts: the visibility store of a server may limit a memo, MySQL to 64 KB. */
const MAX_ITEM_LENGTH = 10_000;

/** `WorkflowRuntime` in Temporal's isolate. */
export class TemporalRuntime implements WorkflowRuntime {
  readonly info: WorkflowInfo;
  /** The bytes that this workflow has sent in the current workflow task. */
  readonly budget: TurnBudget = new TurnBudget();
  /** The workflow's function and message handlers. */
  readonly run: WorkflowRun;
  readonly #messages: WorkflowMessages;

  constructor() {
    const { workflowId, runId, workflowType, attempt, runStartTime, parent, memo } = temporal.workflowInfo();
    const inherited = memo?.[INHERITED_MEMO];
    this.info = {
      workflowId,
      runId,
      workflowName: workflowType,
      engine: 'temporal',
      attempt,
      startTime: runStartTime.getTime(),
      ...(parent !== undefined && { parent: { workflowId: parent.workflowId, runId: parent.runId } }),
      ...(inherited !== undefined && { inherited: fromJson<JsonObject>(toJson(inherited, 'inherited')) }),
    };
    this.run = new WorkflowRun(findWorkflow(workflowType), this);
    this.#messages = new WorkflowMessages(this.run, this.budget);
  }

  get replaying(): boolean {
    return temporal.workflowInfo().unsafe.isReplaying;
  }

  get answering(): boolean {
    return isAnswering();
  }

  now(): number {
    return Date.now();
  }

  random(): number {
    return Math.random();
  }

  uuid(): string {
    return temporal.uuid4();
  }

  log(level: LogLevel, message: string, attributes: JsonObject | undefined): void {
    temporal.log[level](message, attributes);
  }

  sleep(ms: number): Promise<void> {
    return inOurWords(temporal.sleep(ms), waitError);
  }

  condition(predicate: () => boolean): Promise<void> {
    let failure: { readonly error: unknown } | undefined;
    // An error thrown here would fail the workflow task repeatedly instead of the workflow.
    const guarded = (): boolean => {
      try {
        return predicate();
      } catch (error) {
        failure = { error };
        return true;
      }
    };
    return temporal.condition(guarded).then(
      () => {
        if (failure !== undefined) throw failure.error;
      },
      (error: unknown): never => {
        throw waitError(error);
      },
    );
  }

  activityDefaults(activity: string): ActivityOptions | undefined {
    return activityDefaultsHere()(activity);
  }

  executeActivity(request: ActivityRequest): Promise<JsonValue> {
    const { options } = request;
    const started = this.budget.send(jsonBytes(request.input), () =>
      temporal.scheduleActivity<JsonValue>(request.activity, [request.input], {
        startToCloseTimeout: options.startToCloseTimeoutMs,
        heartbeatTimeout: options.heartbeatTimeoutMs ?? HEARTBEAT_TIMEOUT,
        ...(options.worker !== undefined && { taskQueue: options.worker }),
        ...(options.scheduleToStartTimeoutMs !== undefined && {
          scheduleToStartTimeout: options.scheduleToStartTimeoutMs,
        }),
        ...(options.scheduleToCloseTimeoutMs !== undefined && {
          scheduleToCloseTimeout: options.scheduleToCloseTimeoutMs,
        }),
        retry: {
          initialInterval: options.retry.initialIntervalMs,
          backoffCoefficient: options.retry.backoffCoefficient,
          maximumInterval: options.retry.maximumIntervalMs,
          maximumAttempts: options.retry.maximumAttempts,
          nonRetryableErrorTypes: [...options.retry.nonRetryableErrorTypes],
        },
      }),
    );
    return inOurWords(started, (failure) => activityError(failure, request));
  }

  startChild(request: ChildRequest): Promise<ChildRun> {
    return startChild(request, this.budget);
  }

  signalWorkflow(workflowId: string, name: string, args: JsonValue[]): Promise<void> {
    const send = (): Promise<void> =>
      workflowId === this.info.workflowId
        ? this.#signalSelf({ name, args })
        : temporal.getExternalWorkflowHandle(workflowId).signal(name, ...args);
    return inOurWords(this.budget.deliver(jsonBytes(args), send), (failure) =>
      messageError(failure, workflowId),
    );
  }

  /** Sends the signal by an activity, because the server rejects a workflow's signal to itself. */
  async #signalSelf(message: Message): Promise<void> {
    await temporal.scheduleActivity(SIGNAL_SELF, [message], { startToCloseTimeout: SIGNAL_TIMEOUT });
  }

  updateHandlerSet(name: string): void {
    void this.#messages.acceptUpdates(name);
  }

  runScope<T>(kind: ScopeKind, fn: (scope: Scope) => Promise<T>): Promise<T> {
    const scope = new temporal.CancellationScope({ cancellable: kind === 'cancellable' });
    return scope.run(() => fn({ cancel: (reason) => cancelScope(scope, reason) }));
  }

  patched(id: string): boolean {
    return temporal.patched(id);
  }

  publish(item: PublishedItem): void {
    const text = JSON.stringify(item);
    const isShort = text.length <= MAX_ITEM_LENGTH;
    for (let from = 0; from < text.length; from += MAX_ITEM_LENGTH) {
      const to = from + MAX_ITEM_LENGTH;
      const value: JsonValue = isShort
        ? { ...item }
        : { part: text.slice(from, to), isLast: to >= text.length };
      void this.budget.deliver(jsonBytes(value), async () =>
        temporal.upsertMemo({ [PUBLISHED_MEMO]: value }),
      );
    }
  }

  async continueAsNew(input: JsonValue): Promise<never> {
    await this.#messages.received;
    await this.budget.delivered();
    const untaken = (): Message[] => this.#messages.untakenSignals();
    const next = temporal.makeContinueAsNewFunc({
      workflowType: this.info.workflowName,
      workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
    });
    return this.budget.send(jsonBytes(input) + jsonBytes(untaken()), () => {
      // More signals may have arrived while this waited for room.
      const signals = untaken();
      return signals.length === 0 ? next(input) : next(input, signals);
    });
  }
}

/**
 * Converts the error of a promise. Not an async function: the SDK captures a stack trace for each promise created in
 * the isolate.
 */
function inOurWords<T>(waiting: Promise<T>, toError: (failure: unknown) => unknown): Promise<T> {
  return waiting.catch((failure: unknown): never => {
    throw toError(failure);
  });
}
