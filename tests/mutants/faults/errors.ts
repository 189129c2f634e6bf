import { edit, type Mutant } from '../mutant.ts';
import { DATA, OUTCOME, RUN_LIFECYCLE, STEP_PROMISE } from './files.ts';

/** Failures of workflows and activities. */
export const errors: readonly Mutant[] = [
  {
    fault: "an error of this project arrives as a user's",
    rejectedBy: ['error.child', 'error.activity'],
    edits: [
      edit(DATA, 'findErrorClass(data.code) ?? activity.ApplicationError', 'activity.ApplicationError'),
    ],
  },
  {
    fault: 'the cause of an error is lost on the way',
    rejectedBy: ['error.ends', 'error.activity'],
    edits: [
      edit(DATA, '    ...(cause !== undefined && { cause: writeError(cause, room, depth + 1) }),\n', ''),
    ],
  },
  {
    fault: 'the details of an error are lost on the way',
    rejectedBy: ['error.child', 'error.activity', 'carry.details'],
    edits: [edit(DATA, 'if (RESERVED.has(key) ||', "if (key === 'details' || RESERVED.has(key) ||")],
  },
  {
    fault: 'the stack of a failed step ends in the engine',
    rejectedBy: ['activity.error-stack'],
    edits: [edit(STEP_PROMISE, 'this.#site?.addTo(error);', '')],
  },
  {
    fault: 'what is thrown and is not an error arrives as no text',
    rejectedBy: ['error.ends', 'error.activity'],
    edits: [
      edit(
        DATA,
        'new activity.ApplicationError(textOfAny(thrown), { type })',
        "new activity.ApplicationError('unknown', { type })",
      ),
    ],
  },
  {
    fault: "the type of a user's error is lost on the way",
    rejectedBy: ['error.child', 'error.activity'],
    edits: [
      edit(
        DATA,
        "return typeof named === 'string' && named !== '' ? boundText(named, 200) : 'Error';",
        "return 'Error';",
      ),
    ],
  },
  {
    fault: 'a caller is thrown what the workflow threw, with nothing around it',
    rejectedBy: ['error.child', 'error.ends'],
    edits: [edit(OUTCOME, "outcome.status === 'failed' ? workflowFailed(ids, error) : error", 'error')],
  },
  {
    fault: 'a workflow that fails takes another step',
    rejectedBy: ['failure.once'],
    edits: [
      edit(
        RUN_LIFECYCLE,
        'this.workflow.execute(options.input, this, options.signals)',
        "this.workflow.execute(options.input, { completed: (output) => this.completed(output), failed: () => (void this.workflow.context.sleep(1), this.failed(new Error('plain'))) })",
      ),
    ],
  },
];
