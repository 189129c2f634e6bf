import { checkChoice } from '../executor/start.ts';
import { workflowNotRunning } from '../errors/outcomes.ts';
import { CallSite } from '../errors/stack.ts';
import { WorkflowNotFoundError } from '../errors/workflow.ts';
import { toArgs } from '../values/args.ts';
import { checkObject } from '../values/invalid-argument.ts';
import { fromJson, type JsonObject, toJson } from '../values/json.ts';
import { checkName } from '../values/names.ts';
import type { SignalDefinition } from './messages.ts';
import type { ChildRequest, ChildRun, ParentClosePolicy, WorkflowRuntime } from './runtime.ts';
import { nameToStart, type StartableWorkflow } from './startable.ts';

/** Options of a child workflow. */
export interface ChildOptions {
  /** Default: a UUID. */
  readonly workflowId?: string;
  /**
   * What happens to the child when its parent ends first. Also applies when the scope that started the child is
   * cancelled: an `abandon` child continues, any other is cancelled with the scope. Default: `terminate`, as in
   * Temporal.
   */
  readonly parentClosePolicy?: ParentClosePolicy;
}

/** Handle of a child workflow. It stays valid when the child continues as new. */
export interface ChildWorkflowHandle<Output> {
  readonly workflowId: string;
  readonly runId: string;
  /**
   * Waits for the child's result.
   *
   * @throws {@link ChildWorkflowError} when it did not complete, with the reason as `cause`
   */
  result(): Promise<Output>;
  /** @throws {@link WorkflowNotFoundError} when the child has ended */
  signal<Args extends unknown[]>(signal: SignalDefinition<Args>, ...args: Args): Promise<void>;
  /** Requests cancellation of the child; await `result` for its end. No effect on a child that has ended. */
  cancel(): Promise<void>;
}

/** What a workflow shares with a child that it starts. */
export interface ChildShare {
  /** Values for the `inherited` of the child. */
  readonly inherited: JsonObject;
  started(child: ChildWorkflowHandle<unknown>): void;
}

const PARENT_CLOSE_POLICIES: readonly ParentClosePolicy[] = ['terminate', 'abandon', 'request_cancel'];

/** @throws {@link InvalidArgumentError}, {@link NotJsonError} or {@link ValueTooLargeError} */
export function childRequest<Input, Output>(
  runtime: WorkflowRuntime,
  workflow: StartableWorkflow<Input, Output>,
  input: Input,
  options: ChildOptions,
  inherited: JsonObject | undefined,
): ChildRequest {
  const workflowName = nameToStart(workflow);
  checkObject('options', options);
  const { workflowId, parentClosePolicy = 'terminate' } = options;
  return {
    workflowName,
    workflow,
    input: toJson(input, `input of workflow ${workflowName}`),
    workflowId: workflowId === undefined ? runtime.uuid() : checkName('workflowId', workflowId),
    parentClosePolicy: checkChoice('parentClosePolicy', parentClosePolicy, PARENT_CLOSE_POLICIES),
    ...(inherited !== undefined && { inherited }),
  };
}

/** Reports a message to a workflow that is not running with the same error on every engine. */
export function reached(workflowId: string, sending: Promise<void>): Promise<void> {
  return sending.catch((error: unknown): never => {
    throw WorkflowNotFoundError.isInstance(error) ? workflowNotRunning(workflowId) : error;
  });
}

/** @param step starts the operations of the handle as steps of the workflow */
export function childHandle<Output>(
  child: ChildRun,
  step: <T>(start: () => Promise<T>, site: CallSite) => Promise<T>,
): ChildWorkflowHandle<Output> {
  const { workflowId, runId } = child;
  const handle: ChildWorkflowHandle<Output> = {
    workflowId,
    runId,
    result: () =>
      step(async () => fromJson<Output>(await child.result()), new CallSite(handle.result, 'step')),
    signal: (signal, ...args) => {
      const values = toArgs(signal, args);
      const send = (): Promise<void> => reached(workflowId, child.signal(signal.name, values));
      return step(send, new CallSite(handle.signal, 'step'));
    },
    cancel: () => step(() => child.cancel(), new CallSite(handle.cancel, 'step')),
  };
  return handle;
}
