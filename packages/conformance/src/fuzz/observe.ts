import type { Executor, HistoryStep, JsonValue, WorkflowHandle, WorkflowStatus } from '@mcp-agent/core';
import { WorkflowNotFoundError } from '@mcp-agent/core/errors';
import { comparableError, comparableValue, withoutIds } from './comparable.ts';
import { stateQuery } from './messages.ts';

/** A workflow of a program, as a client sees it, without what may differ between engines. */
export interface ObservedWorkflow {
  readonly status: WorkflowStatus;
  /** Whether its code waits for messages only. */
  readonly isBlocked: boolean;
  readonly marks: readonly string[];
  /** The steps, sorted, because concurrent steps have no order. */
  readonly steps: readonly ObservedStep[];
}

/** A step of a workflow. */
export interface ObservedStep {
  readonly type: HistoryStep['type'];
  readonly name: string;
  readonly status?: HistoryStep['status'];
  readonly attempts?: number;
  /** Whether the step ends without a message. */
  readonly isBusy: boolean;
  readonly input: JsonValue;
  readonly output: JsonValue;
  readonly error?: JsonValue;
  readonly workflowId?: string;
}

/** The workflows of a program by their IDs, which begin with `root`. */
export type Observation = Readonly<Record<string, ObservedWorkflow>>;

/** Observes the workflow of a program and its children. */
export async function observe(executor: Executor, rootId: string): Promise<Observation> {
  const found: Record<string, ObservedWorkflow> = {};
  const pending = [rootId];
  for (let id = pending.shift(); id !== undefined; id = pending.shift()) {
    const handle = executor.getHandle(id);
    const { observed, children } = await observeOne(handle, rootId).catch(notStarted);
    found[withoutIds(id, rootId)] = observed;
    pending.push(...children);
  }
  return found;
}

/** A child is in the history of its parent before it has started. */
function notStarted(error: unknown): Observed {
  if (!WorkflowNotFoundError.isInstance(error)) throw error;
  return { observed: { status: 'running', isBlocked: false, marks: [], steps: [] }, children: [] };
}

interface Observed {
  readonly observed: ObservedWorkflow;
  readonly children: readonly string[];
}

async function observeOne(handle: WorkflowHandle, rootId: string): Promise<Observed> {
  const { marks, isBlocked } = await handle.query(stateQuery).catch(() => ({ marks: [], isBlocked: false }));
  const history = await handle.history();
  const { status } = await handle.describe();
  const isOpen = isOpenStatus(status);
  const steps = history
    // An engine need not record a timer that is cancelled in the turn in which it starts.
    .filter(({ type, status: stepStatus }) => type !== 'timer' || stepStatus !== 'cancelled')
    .map((step) => observeStep(step, rootId, isOpen));
  return {
    observed: {
      status,
      isBlocked,
      marks: marks.toSorted(byText),
      steps: steps.toSorted(byText),
    },
    children: history.flatMap(({ workflowId }) => (workflowId === undefined ? [] : [workflowId])),
  };
}

function byText<T>(one: T, other: T): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

/** Whether a workflow with this status has not ended. */
export function isOpenStatus(status: WorkflowStatus): boolean {
  return status === 'running' || status === 'paused';
}

/** Whether no workflow can continue without a message. */
export function isAtRest(observation: Observation): boolean {
  return Object.values(observation).every(
    ({ status, isBlocked, steps }) =>
      !isOpenStatus(status) || ((isBlocked || status === 'paused') && steps.every(({ isBusy }) => !isBusy)),
  );
}

/** Timers of random programs are shorter than this, or an hour. */
const SHORT_TIMER_MS = 60_000;

function observeStep(step: HistoryStep, rootId: string, isOpen: boolean): ObservedStep {
  const { type, name, status, input, output, error, workflowId } = step;
  return {
    type,
    name,
    // A workflow may close before or after it receives the end of a child, which is observed itself.
    ...((isOpen || type !== 'child') && { status }),
    // An activity may be cancelled before or after its first attempt starts.
    ...(status !== 'cancelled' && status !== 'running' && { attempts: step.attempts }),
    isBusy: isOpen && status === 'running' && endsByItself(step),
    input: comparableValue(input, rootId),
    output: isOpen || type !== 'child' ? comparableValue(output, rootId) : null,
    ...(error !== undefined && (isOpen || type !== 'child') && { error: comparableError(error, rootId) }),
    ...(workflowId !== undefined && { workflowId: withoutIds(workflowId, rootId) }),
  };
}

/** A child is observed itself. */
function endsByItself({ type, name, input }: HistoryStep): boolean {
  if (type === 'timer') return typeof input !== 'number' || input < SHORT_TIMER_MS;
  return type === 'update' || (type === 'activity' && name !== 'conformance.fuzzHang');
}
