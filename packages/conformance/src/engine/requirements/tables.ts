/** Requirements that a generated table verifies: each combination of two lists is a row. */
export const TABLE_REQUIREMENTS = {
  'error.activity':
    'An activity that throws any kind of error is retried unless the error is final; the last error is the cause of the ActivityError.',
  'error.activity-messages':
    'Every kind of error of a query or update handler, or of a validator, passes through the activity that sent the message.',
  'error.within':
    'Every kind of error passes scopes, shields, timeouts, conditions, ctx.map and finally blocks as it is.',
  'error.handlers':
    'Every kind of error of a query handler, an update handler or a validator is the cause of what the sender catches; the workflow continues.',
  'error.child':
    'Every kind of error of a workflow is the cause of what its caller and its parent catch, and passes through the parent to its caller.',
  'error.ends':
    'Every kind of error of a signal handler, a timer callback or a promise that is not awaited is the cause of the WorkflowFailedError.',

  'carry.context':
    'Every value that a workflow, an activity or a checkpoint sends arrives as JSON, or is refused with its path.',
  'carry.details':
    'Every value in the details of an ApplicationError arrives as JSON, or as text if it is not JSON.',
  'carry.messages':
    'Every value that a handle sends or receives by a signal, a query or an update arrives as JSON, or is refused with its path.',
  'carry.workflow':
    'Every input, result, memo and signal argument of a start arrives as JSON in workflow and child, or is refused with its path before anything starts.',
  'carry.refused-results': 'A workflow or child whose result is not JSON fails with the path of the value.',
  'carry.continue':
    'Every input of continueAsNew and of a child arrives as JSON, or is refused with its path.',

  'option.context':
    'Every option of ctx accepts or refuses each edge value by one rule; an InvalidArgumentError names the option, and nothing hangs.',
  'option.executor':
    'Every option of an executor and its handles accepts or refuses each edge value by one rule; an InvalidArgumentError names the option.',

  'state.closed':
    'Every method of every handle of a closed or unknown workflow returns, or throws a WorkflowNotFoundError that says how it ended.',
  'state.open': 'Every method of every handle reaches an open workflow, whatever it does.',
  'state.changes': 'Pausing, resuming and terminating change the status of an open workflow by any handle.',
  'state.cancel': 'Cancelling an open workflow by any handle ends it, unless it is shielded.',
  'state.result': 'The result of a closed workflow is the same by any handle.',

  'message.open':
    'Every signal, query and update gets the same answer from an open workflow, whatever it does, and changes nothing else.',
  'message.first-turn': 'Every signal, query and update that arrives right after the start is handled.',
  'message.closed': 'A closed workflow answers every query, and rejects every signal and update.',
} as const;
