import { edit, type Mutant } from '../mutant.ts';
import { ENGINE_RUN, HANDLE, OUTCOME, OUTCOMES, RUN_LIFECYCLE, SCOPE, STEP_GATE } from './files.ts';

const CANCEL = 'else this.root.cancel();';

/** Cancellation, termination and pauses. */
export const cancelling: readonly Mutant[] = [
  {
    fault: 'an activity that returns after its cancellation is completed in the history',
    rejectedBy: ['history.cancelled'],
    edits: [
      edit(
        ENGINE_RUN,
        'activity.result.then(',
        'void activity.result.catch(() => activity.body.then((late) => step.complete(late))); activity.result.then(',
      ),
    ],
  },
  {
    fault: 'a step that a cancelled scope refuses is in the history',
    rejectedBy: ['cancel.nothing-else'],
    edits: [edit(ENGINE_RUN, 'this.currentScope().cancelled ? NO_STEP', 'false ? NO_STEP')],
  },
  {
    fault: 'a cancellation ends the workflow before its finally',
    rejectedBy: ['cancel.finally', 'cancel.dispose'],
    edits: [
      edit(
        RUN_LIFECYCLE,
        CANCEL,
        "else this.#end({ ...terminated(this.info, undefined), status: 'cancelled' });",
      ),
    ],
  },
  {
    fault: 'a workflow is told to be cancelled while it cleans up',
    rejectedBy: ['cancel.status'],
    edits: [
      edit(
        RUN_LIFECYCLE,
        'return this.#outcome?.status ??',
        "return this.#outcome?.status ?? (this.root.cancelled) ? 'cancelled' :",
      ),
    ],
  },
  {
    fault: 'a shield does not keep the cancellation out',
    rejectedBy: ['cancel.finally', 'cancel.dispose'],
    edits: [edit(SCOPE, "&& kind === 'cancellable'", '')],
  },
  {
    fault: 'cancelling one workflow cancels all',
    rejectedBy: ['cancel.one'],
    edits: [
      edit(
        RUN_LIFECYCLE,
        CANCEL,
        "else for (const run of this.store.open()) run.root.cancel('All are cancelled.');",
      ),
    ],
  },
  {
    fault: 'a cancellation does not abort the activity that runs',
    rejectedBy: ['cancel.activity'],
    edits: [edit(ENGINE_RUN, 'return activity;', 'return undefined;')],
    hangs: true,
  },
  {
    fault: 'a workflow that declines its cancellation is cancelled all the same',
    rejectedBy: ['cancel.declined'],
    edits: [
      edit(
        RUN_LIFECYCLE,
        "this.#end({ status: 'completed', output });",
        "this.#end(this.root.cancelled ? { ...terminated(this.info, undefined), status: 'cancelled' } : { status: 'completed', output });",
      ),
    ],
  },
  {
    fault: 'a cancelled workflow is told to have failed',
    rejectedBy: ['cancel.result'],
    edits: [
      edit(
        OUTCOME,
        "? { status: 'cancelled', error: workflowCancelled(ids) }",
        "? { status: 'failed', error }",
      ),
    ],
  },
  {
    fault: 'a workflow that fails while it cleans up is told to be cancelled',
    rejectedBy: ['cancel.failure'],
    edits: [edit(OUTCOME, 'return cancelled && CancelledError.isInstance(error)', 'return cancelled')],
  },
  {
    fault: 'a cancelled workflow still starts activities',
    rejectedBy: ['cancel.nothing-new'],
    edits: [edit(SCOPE, '        reject(this.#cancelled);\n        return;\n', '')],
  },
  {
    fault: 'the cancellation of a part reaches the whole workflow',
    rejectedBy: ['cancel.scope'],
    edits: [
      edit(
        ENGINE_RUN,
        'const inner = outer.open(kind);',
        "const inner = kind === 'cancellable' ? outer : outer.open(kind);",
      ),
    ],
  },
  {
    fault: 'a terminated workflow runs its finally',
    rejectedBy: ['terminate.no-finally', 'terminate.result'],
    edits: [edit(RUN_LIFECYCLE, 'this.#end(terminated(this.info, reason));', 'this.cancel();')],
  },
  {
    fault: 'the reason of a termination is lost',
    rejectedBy: ['terminate.result'],
    edits: [
      edit(OUTCOMES, "was terminated${reason === undefined ? '.' : `: ${reason}`}`", 'was terminated.`'),
    ],
  },
  {
    fault: 'a paused workflow takes its next step',
    rejectedBy: ['pause.waits', 'pause.running'],
    edits: [edit(STEP_GATE, 'return this.#inbox.paused ?', 'return false ?')],
  },
  {
    fault: 'describe does not tell that a workflow is paused',
    rejectedBy: ['pause.status'],
    edits: [edit(RUN_LIFECYCLE, "this.workflow.paused ? 'paused' : 'running'", "'running'")],
    hangs: true,
  },
  {
    fault: 'a pause tears down what runs',
    rejectedBy: ['pause.running'],
    edits: [
      edit(
        HANDLE,
        'await this.#ask((control) => control.signal(PAUSE_SIGNAL.name, []));',
        'await this.signal(PAUSE_SIGNAL);\n    await this.cancel();',
      ),
    ],
  },
  {
    fault: 'a paused workflow does not hear of its cancellation',
    rejectedBy: ['pause.cancel'],
    edits: [edit(RUN_LIFECYCLE, CANCEL, 'else if (!this.workflow.paused) this.root.cancel();')],
    hangs: true,
  },
];
