import { checkChoice } from '../executor/start.ts';
import { workflowNotRunning } from '../errors/outcomes.ts';
import { WorkflowNotFoundError } from '../errors/workflow.ts';
import { toArgs } from '../values/args.ts';
import { checkObject } from '../values/invalid-argument.ts';
import { fromJson, toJson } from '../values/json.ts';
import { checkName } from '../values/names.ts';
import type { WorkflowDefinition } from './definition.ts';
import type { SignalDefinition } from './messages.ts';
import { nameToStart } from './registry.ts';
import type { ChildRequest, ChildRun, ParentClosePolicy, WorkflowRuntime } from './runtime.ts';

/** How a child workflow is started. */
export interface ChildOptions {
  /** Default: a UUID. */
  readonly workflowId?: string;
  /**
   * What becomes of the child when its parent ends first. It also decides what a cancellation of the scope does that
   * started the child: an `abandon` child goes on, any other is cancelled with it. Default: `terminate`, as Temporal's.
   */
  readonly parentClosePolicy?: ParentClosePolicy;
}

/** A child workflow that was started. The runs that it continues as new are the same child. */
export interface ChildWorkflowHandle<Output> {
  readonly workflowId: string;
  readonly runId: string;
  /**
   * What the child gives.
   *
   * @throws {@link ChildWorkflowError} when it did not complete, with the reason as `cause`
   */
  result(): Promise<Output>;
  /** @throws {@link WorkflowNotFoundError} when the child has ended */
  signal<Args extends unknown[]>(signal: SignalDefinition<Args>, ...args: Args): Promise<void>;
  /** Asks the child to cancel. Its `result` tells when it has. One that has ended is left alone. */
  cancel(): Promise<void>;
}

const PARENT_CLOSE_POLICIES: readonly ParentClosePolicy[] = ['terminate', 'abandon', 'request_cancel'];

/** @throws {@link InvalidArgumentError}, {@link NotJsonError} or {@link ValueTooLargeError} */
export function childRequest<Input, Output>(
  runtime: WorkflowRuntime,
  workflow: WorkflowDefinition<Input, Output>,
  input: Input,
  options: ChildOptions,
): ChildRequest {
  const workflowName = nameToStart(workflow);
  checkObject('options', options);
  const { workflowId, parentClosePolicy = 'terminate' } = options;
  return {
    workflowName,
    input: toJson(input, `input of workflow ${workflowName}`),
    workflowId: workflowId === undefined ? runtime.uuid() : checkName('workflowId', workflowId),
    parentClosePolicy: checkChoice('parentClosePolicy', parentClosePolicy, PARENT_CLOSE_POLICIES),
  };
}

/** Says of a message that reached no workflow the same on every engine. */
export function reached(workflowId: string, sending: Promise<void>): Promise<void> {
  return sending.catch((error: unknown): never => {
    throw WorkflowNotFoundError.isInstance(error) ? workflowNotRunning(workflowId) : error;
  });
}

/** @param step begins what the handle does to the child, as every step of a workflow begins */
export function childHandle<Output>(
  child: ChildRun,
  step: <T>(start: () => Promise<T>) => Promise<T>,
): ChildWorkflowHandle<Output> {
  const { workflowId, runId } = child;
  return {
    workflowId,
    runId,
    result: () => step(async () => fromJson<Output>(await child.result())),
    signal: (signal, ...args) => {
      const values = toArgs(signal, args);
      return step(() => reached(workflowId, child.signal(signal.name, values)));
    },
    cancel: () => step(() => child.cancel()),
  };
}
