/** Requirements on cancellation, termination and pausing. */
export const ENDING_REQUIREMENTS = {
  'cancel.result': 'A cancelled workflow ends with a CancelledError.',
  'cancel.finally':
    'A cancelled workflow runs its finally blocks; activities and timers in a shield run to their end there.',
  'cancel.status': 'A workflow has the status cancelled once its cleanup is over, and not before.',
  'cancel.dispose': 'A cancelled workflow disposes of its resources.',
  'cancel.declined': 'A workflow can catch its cancellation and complete.',
  'cancel.failure': 'A workflow whose cleanup throws has failed.',
  'cancel.activity': 'Cancellation aborts a running activity.',
  'cancel.one': 'Cancelling one workflow does not cancel another.',
  'cancel.scope': 'A cancelled scope ends, and the workflow continues.',
  'cancel.nothing-new': 'A cancelled workflow starts no activity outside a shield.',
  'cancel.nothing-else':
    'Nothing else starts in a cancelled scope: no timer, no child, no signal and no message to a child.',
  'cancel.clean-up-timeout':
    'A workflow whose cleanup fails has failed, even if a cancellation is among the causes.',

  'terminate.result': 'A terminated workflow ends with a TerminatedError that has the reason.',
  'terminate.no-finally': 'A terminated workflow runs no finally block.',

  'pause.waits': 'A paused workflow starts no step until it is resumed.',
  'pause.status': 'describe returns the status paused.',
  'pause.running': 'Steps that run when a workflow is paused run to their end.',
  'pause.messages': 'A paused workflow sends nothing to its children until it is resumed.',
  'pause.continue': 'A paused workflow does not continue as new until it is resumed.',
  'pause.timeout':
    'A timeout can expire while a workflow is paused; steps that its code starts then wait until it is resumed.',
  'pause.cancel': 'A paused workflow can be cancelled.',
} as const;
