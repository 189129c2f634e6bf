/** Requirements on following a workflow. */
export const FOLLOWING_REQUIREMENTS = {
  'follow.order':
    'follow yields the start of the run, the start and the end of each step, each signal, and the end of the run, in order.',
  'follow.history': 'The step events of a run add up to its history.',
  'follow.last':
    'No event follows the end of a run: steps that its code starts later in the same turn come before it.',
  'follow.numbers':
    'Events have the numbers from 1 without gaps; they are the same for every follower, also after the end of the run.',
  'follow.resume': 'follow continues after any event.',
  'follow.chain': 'follow continues in the run that continues the workflow, and resumes in an earlier run.',
  'follow.latest': 'The handle of an ID follows the latest run.',
  'follow.pushed': 'An event reaches a follower that waits for it.',
  'follow.pause': 'Pausing and resuming a workflow are events.',
  'follow.ends':
    'The last event is how the workflow ended: completed, failed, cancelled, terminated or timed out.',
  'follow.items':
    'An item that a workflow publishes, replaces or withdraws is an event with its value, of any size.',
  'follow.slow': 'A follower that reads late receives each step as it was at its event.',
  'follow.many': 'Many concurrent followers each receive all events.',
  'follow.leave':
    'Leaving the loop, or closing the iterator while it waits, ends following and leaves no listener.',
  'follow.abort': 'Aborting the signal ends following with the reason of the signal, and leaves no listener.',
  'follow.unknown': 'Following an unknown workflow or run throws WorkflowNotFoundError.',
  'follow.closed-executor': 'Closing the executor ends following with an ExecutorClosedError.',
  'follow.options': 'Invalid options are rejected before anything is read.',
} as const;
