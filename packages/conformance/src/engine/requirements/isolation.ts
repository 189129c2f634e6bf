/** Requirements on isolation, values and the workflow context. */
export const ISOLATION_REQUIREMENTS = {
  'isolation.late-await':
    'A step that fails before it is awaited ends nothing; its error reaches the code that awaits it later.',
  'isolation.never-awaited': 'A failed step that the workflow never awaits does not fail the workflow.',
  'isolation.own-rejection':
    'An unhandled error of workflow code, a rejected promise or a timer callback that throws, fails its own workflow only.',
  'isolation.handler-rejection':
    'An unhandled rejection in an update handler or validator fails the run; the update is answered.',
  'isolation.last-turn':
    'An unhandled rejection of workflow code in the turn in which a run ends does not change how it ends.',
  'isolation.activity-rejection':
    'An unhandled error of an activity, a rejected promise or a callback that throws, does not change its result.',
  'isolation.odd-errors': 'Any thrown value arrives as an error with its type, in well-formed text.',
  'isolation.odd-rejections': 'An unhandled promise that rejects with any value fails its own run only.',
  'isolation.error-size': 'An error of any size arrives; its text is truncated visibly.',
  'isolation.retry-delay': 'An invalid delay of the next attempt is ignored.',
  'isolation.much-at-once':
    'The data that a workflow sends in one turn can exceed the size of one request to the server.',
  'isolation.odd-log': 'A log call with values that cannot be written does not fail the workflow.',
  'isolation.predicate': 'The error of a predicate that throws rejects the condition that uses it.',
  'isolation.options':
    'Invalid options are rejected where they are passed, with the same error on every engine.',
  'isolation.odd-arguments':
    'An argument of the wrong type is an InvalidArgumentError in every method, and never a TypeError.',

  'context.self': 'ctx has the IDs, name, engine, attempt and start time of the workflow.',
  'context.no-parent': 'A workflow started by a client has no parent.',
  'context.time': 'ctx.now advances with time.',
  'context.chance': 'ctx.random and ctx.uuid return valid values that differ with each call.',
  'context.patched': 'ctx.patched returns true in a workflow that starts after the change.',
  'context.in-handlers': 'currentWorkflow returns the workflow in handlers, validators and predicates too.',
  'context.no-workflow': 'Code that needs a workflow throws NoWorkflowError outside of one.',

  'value.copied': 'Changes that the caller makes after the start do not reach the workflow.',
  'value.own-copy': 'Code receives copies: changing a value affects neither other code nor the history.',
  'value.own-error': 'Each reader of an error receives its own error object.',
} as const;
