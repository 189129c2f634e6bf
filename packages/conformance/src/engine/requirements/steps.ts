/** Requirements on timers, child workflows, activities and the history. */
export const STEP_REQUIREMENTS = {
  'timer.sleep': 'ctx.sleep waits at least its duration.',
  'timer.durations': 'A duration is a number, a string or an object; any other value is rejected.',
  'timer.parallel': 'Concurrent sleeps of the same duration end together.',
  'timer.left-behind': 'Code that still waits when the workflow ends never resumes.',
  'timer.timeout-value': 'ctx.withTimeout returns the value of a function that finishes in time.',
  'timer.timeout-error':
    'ctx.withTimeout throws a TimeoutError on timeout, without waiting for its function.',
  'timer.timeout-failure': 'ctx.withTimeout rethrows the error of its function.',
  'timer.condition': 'ctx.condition resolves when a message makes its predicate true.',
  'timer.condition-branch': 'ctx.condition resolves when another branch makes its predicate true.',
  'timer.condition-timeout': 'ctx.condition throws a TimeoutError if its predicate stays false.',
  'timer.map':
    'ctx.map runs at most `concurrency` items concurrently, starts them in order, and stops at a failure.',

  'child.result': 'A child returns its result to its parent.',
  'child.parent': 'A child has the ID of its parent, and its handle has the ID of the child.',
  'child.failure':
    'The failure of a child is a ChildWorkflowError in the parent, with the error of the child as its cause.',
  'child.signal': 'A parent can signal its child.',
  'child.cancel': 'A parent can cancel its child, which cleans up first.',
  'child.cancelled-with-parent': 'A child that its parent awaits is cancelled with it and cleans up first.',
  'child.terminate-policy': 'A child with the policy terminate is terminated when its parent closes.',
  'child.cancel-policy': 'A child with the policy request_cancel is cancelled when its parent closes.',
  'child.abandon-policy': 'A child with the policy abandon outlives its parent.',
  'child.fan-out': 'Many concurrent children each return their own result.',
  'child.chain-messages': 'Signals and cancellation from its parent reach a child that has continued as new.',
  'child.chain-cancel':
    'Cancelling a parent also cancels a child that has continued as new, and waits for its end.',
  'child.chain-policy': 'The parent-close policy also applies to a child that has continued as new.',
  'child.abandon-cancelled': 'Cancelling a parent does not cancel a child with the policy abandon.',
  'child.words': 'The parent of a cancelled or terminated child gets the same message on every engine.',
  'child.unknown': 'A child of an unknown workflow fails with an UnknownWorkflowError as its cause.',
  'child.id-taken': 'A child with an ID that is taken is rejected.',

  'activity.result': 'An activity receives its input and returns its result.',
  'activity.parallel': 'Concurrent activities each return their own result.',
  'activity.info': 'An activity has its name, ID, attempt and workflow.',
  'activity.retry': 'A failed activity is retried until it succeeds.',
  'activity.attempts': 'An activity runs as many attempts as its retry policy allows, and no more.',
  'activity.same-id': 'All attempts of an activity share one ID that no other activity has.',
  'activity.backoff': 'The delay between attempts grows as the retry policy states.',
  'activity.retry-delay': 'A failed activity can set the delay of the next attempt.',
  'activity.final-types': 'An error of a type that the retry policy lists as non-retryable is not retried.',
  'activity.settings':
    'A retry policy in the settings applies to activities by their names, in the fields that the code does not set.',
  'activity.error-stack': 'The stack of the error leads to the workflow code that called the activity.',
  'activity.unknown': 'A call of an undefined activity fails with an error that names it.',
  'activity.start-to-close': 'An attempt that exceeds its timeout is aborted, with a TimeoutError.',
  'activity.late-result': 'A result that an attempt returns after its timeout does not count.',
  'activity.schedule-to-close':
    'An activity that exceeds the timeout of all its attempts fails with a TimeoutError or its last error.',
  'activity.short-limits':
    'A timeout below one millisecond counts as one millisecond; a TimeoutError names the timeout that ran out.',
  'activity.abort-reason': 'The abort reason of an activity is the same on every engine.',
  'activity.heartbeat-details': 'The next attempt receives the details of the last heartbeat.',
  'activity.checkpoint':
    'The next attempt receives a resolved checkpoint, whatever was sent by heartbeat before; on a durable engine also after the process has died.',
  'activity.query-back': 'An activity can query the workflow that called it.',
  'activity.signal-back':
    'An activity can signal the workflow that called it; the signal arrives before the result.',
  'activity.update-back':
    'An activity can update the workflow that called it, and receives the answer or the rejection.',
  'activity.functions': 'Exported plain functions are called as activities, with all arguments.',
  'activity.function-context': 'activityContext returns the context within a plain function.',
  'activity.resource': 'A resource is opened once and shared by all activities of the host.',

  'history.steps': 'history returns each step in order, with its name, input and output.',
  'history.failure': 'history returns the attempts and the error of a failed activity.',
  'history.retry': 'history returns when an activity is retried, and the error of its last attempt.',
  'history.messages': 'history returns signals and updates.',
  'history.update-timeout': 'An update that threw a TimeoutError has failed.',
  'history.cancelled': 'An activity that returns after its cancellation stays cancelled in the history.',
  'history.large': 'history returns large values too.',
  'history.running': 'history returns the steps that are running.',
} as const;
