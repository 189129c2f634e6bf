/** Requirements on signals, queries and updates. */
export const MESSAGE_REQUIREMENTS = {
  'signal.delivered': 'A signal reaches the workflow that waits for it, with its argument.',
  'signal.several-arguments': 'A signal with several arguments delivers all of them.',
  'signal.early': 'A signal that arrives before the workflow waits for it is buffered.',
  'signal.early-handler': 'A signal that arrives before its handler is set is handled when it is set.',
  'signal.order': 'Signals are delivered in the order in which they arrived.',
  'signal.two-waiters': 'Each of two waiters receives one signal.',
  'signal.handler': 'A handler is called for every signal.',
  'signal.async-handler': 'A handler can await steps.',
  'signal.handler-fails': 'A handler that throws fails the workflow.',
  'signal.addressee': 'A signal reaches its addressee only.',
  'signal.timeout': 'ctx.waitForSignal throws a TimeoutError if no signal arrives in time.',
  'signal.in-time': 'ctx.waitForSignal with a timeout returns a signal that arrives in time.',
  'signal.from-workflow': 'A workflow can signal another by its ID.',
  'signal.to-nobody':
    'A signal from a workflow to an unknown or closed workflow is an error that names the workflow.',
  'signal.self': 'A workflow can signal itself by its own ID.',
  'signal.between-turns': 'A message is handled between two turns of a workflow, never within one.',
  'signal.activity-between-turns':
    'A message that an activity sends at once is handled after the turn that started the activity.',
  'signal.last-turn':
    'Messages of the turn in which a run ends are sent: a signal, and a child with the policy abandon.',
  'signal.storm': 'A thousand signals to one workflow all arrive, in order.',

  'query.answer': 'A query returns the current state of the workflow.',
  'query.arguments': 'A query accepts arguments.',
  'query.missing': 'A query without a handler is an error that names the query.',
  'query.fails': 'A query whose handler throws is an error with its message; the workflow continues.',
  'query.no-steps':
    'A step in a query handler or a validator is an error that names the step; nothing starts, and every workflow continues.',
  'query.messages': 'messagesQuery returns the signals, queries and updates that a running workflow accepts.',
  'query.at-once': 'A query sent right after the start is answered after the first turn.',
  'query.closed': 'A completed workflow still answers queries.',

  'update.answer': 'An update changes the workflow and returns an answer.',
  'update.activity': 'An update handler can call an activity.',
  'update.rejected': 'A validator rejects an update with its own message, and nothing changes.',
  'update.fails': 'An update whose handler throws is an error with its message; the workflow continues.',
  'update.ended': 'An update without an answer when the workflow is terminated is an error.',
  'update.missing': 'An update without a handler is an error that names the update.',
} as const;
