/** Requirements on starting, listing and reaching workflows, and on how they end. */
export const WORKFLOW_REQUIREMENTS = {
  'start.result': 'executeWorkflow returns the result of the workflow.',
  'start.no-input':
    'A workflow without an input starts without one, and a workflow that returns nothing returns null.',
  'start.default-id': 'Without an ID, each start gets a new one that begins with the workflow name.',
  'start.own-id': 'A workflow runs under the ID that the caller sets.',
  'start.id-taken': 'A start with the ID of a running workflow is rejected.',
  'start.id-words': 'A taken ID is rejected with the same message on every engine.',
  'start.use-existing': 'use_existing returns the running workflow and starts none.',
  'start.terminate-existing': 'terminate_existing terminates the running workflow and starts another.',
  'start.reuse': 'The ID of a closed workflow can be reused.',
  'start.reject-duplicate': 'reject_duplicate rejects the ID of a closed workflow.',
  'start.reuse-failed-only':
    'allow_duplicate_failed_only rejects the ID of a completed workflow and accepts that of a failed one.',
  'start.many': 'A hundred concurrent workflows each return their own result.',
  'start.run-timeout': 'A run that exceeds its run timeout ends with a TimeoutError.',
  'start.execution-timeout': 'A workflow that exceeds its execution timeout ends with a TimeoutError.',
  'start.timeout-kind':
    'The TimeoutError names the timeout that ran out, run or execution, with the same message on every engine.',
  'start.odd-options': 'Invalid start options are rejected before anything starts.',
  'start.policies':
    'terminate_existing together with reject_duplicate is rejected before anything is terminated or started.',
  'start.odd-workflow':
    'A value that is not a workflow definition, or has an invalid name, is rejected before anything starts.',
  'start.memo': 'describe returns the memo.',
  'start.signal-with-start':
    'signalWithStart starts the workflow with the signal, or signals the running one, whatever the conflict policy.',
  'start.many-bounded':
    'executeMany runs at most `concurrency` workflows concurrently and returns the results in the order of the inputs.',
  'start.cron': 'A workflow with a cron expression starts repeatedly.',

  'list.by-name': 'listWorkflows filters by name and status.',
  'list.by-attribute': 'listWorkflows filters by search attributes.',
  'list.limit': 'listWorkflows returns no more workflows than its limit.',

  'handle.by-id': 'A handle created from an ID reaches the workflow with that ID.',
  'handle.result-twice': 'A result can be read more than once, also after the workflow has closed.',
  'handle.unknown': 'Every method of a handle with an unknown ID throws WorkflowNotFoundError.',
  'handle.describe-running': 'describe returns the identity and start time of a running workflow.',
  'handle.describe-closed': 'describe returns the status and close time of a closed workflow.',
  'handle.closed-takes-nothing':
    'A closed workflow rejects signals and termination; cancelling it has no effect.',
  'handle.own-run': 'The handle of a start reaches its own run, and not a later run with the same ID.',
  'handle.chain': 'Every method of the handle of a start reaches its own run and the runs that continue it.',
  'handle.odd-names': 'An invalid ID, run ID or name is rejected, or not found.',
  'handle.closed-executor':
    'Closing an executor ends every pending result with an ExecutorClosedError, and later calls throw it too.',
  'handle.cancelled-words': 'The caller of a cancelled workflow gets the same message on every engine.',
  'handle.terminated-words':
    'The caller of a terminated workflow gets the same message on every engine, with the reason if there is one.',

  'failure.once': 'A failed workflow is not retried.',

  'continue.result': 'A workflow that continues as new returns the result of its last run.',
  'continue.signals': 'Signals that a run has not received go to the run that continues it.',
  'continue.updates': 'An update that no run has accepted goes to the run that continues it.',
  'continue.runs': 'Each run has its own run ID and the same workflow ID.',
  'continue.own-signal':
    'A signal that a run sends to itself without awaiting it reaches the run that continues it.',
  'continue.in-handler':
    'A handler that continues as new ends its run; its update fails like any update without an answer.',
  'continue.many-updates':
    'Updates sent while a workflow continues as new repeatedly are answered, or fail as unanswered.',
  'continue.unawaited': 'A continueAsNew in a promise that the workflow does not await continues the run.',
} as const;
