import { toArgs } from '../values/args.ts';
import { fromJson, toJson } from '../values/json.ts';
import type { WorkflowDefinition } from './definition.ts';
import type { SignalDefinition } from './messages.ts';
import type { ParentClosePolicy, WorkflowRuntime } from './runtime.ts';

/** How a child workflow is started. */
export interface ChildOptions {
  /** Default: a UUID. */
  readonly workflowId?: string;
  /** What becomes of the child when its parent ends first. Default: `terminate`, as Temporal's. */
  readonly parentClosePolicy?: ParentClosePolicy;
}

/** A child workflow that was started. */
export interface ChildWorkflowHandle<Output> {
  readonly workflowId: string;
  readonly runId: string;
  /**
   * What the child gives.
   *
   * @throws {@link ChildWorkflowError} when it did not complete, with the reason as `cause`
   */
  result(): Promise<Output>;
  signal<Args extends unknown[]>(signal: SignalDefinition<Args>, ...args: Args): Promise<void>;
  /** Asks the child to cancel. Its `result` tells when it has. */
  cancel(): Promise<void>;
}

export async function startChild<Input, Output>(
  runtime: WorkflowRuntime,
  workflow: WorkflowDefinition<Input, Output>,
  input: Input,
  options: ChildOptions,
): Promise<ChildWorkflowHandle<Output>> {
  const { workflowId, runId, result } = await runtime.startChild({
    workflowName: workflow.name,
    input: toJson(input, `input of workflow ${workflow.name}`),
    workflowId: options.workflowId ?? runtime.uuid(),
    parentClosePolicy: options.parentClosePolicy ?? 'terminate',
  });
  return {
    workflowId,
    runId,
    result: async () => fromJson<Output>(await result()),
    signal: (signal, ...args) =>
      runtime.signalWorkflow(workflowId, runId, signal.name, toArgs(signal.name, args)),
    cancel: () => runtime.cancelWorkflow(workflowId, runId),
  };
}
