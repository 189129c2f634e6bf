import { edit, type Mutant } from '../mutant.ts';
import { CONTROL, ENGINE_EXECUTOR, ENGINE_RUN, HANDLE, OUTCOMES, RUN_LIFECYCLE, RUN_INFO } from './files.ts';

/** Handles, listing, and the workflow context. */
export const handles: readonly Mutant[] = [
  {
    fault: 'the error of a terminated workflow does not name the run',
    rejectedBy: ['terminate.result'],
    edits: [
      edit(
        OUTCOMES,
        "was terminated${reason === undefined ? '.' : `: ${reason}`}`,\n    { workflowId, ...(runId !== undefined && { runId }) },",
        "was terminated${reason === undefined ? '.' : `: ${reason}`}`,\n    { workflowId },",
      ),
    ],
  },
  {
    fault: 'a closed workflow takes signals in silence',
    rejectedBy: ['handle.closed-takes-nothing'],
    edits: [edit(CONTROL, 'if (run.outcome === undefined) return run;', 'return run;')],
  },
  {
    fault: 'cancelling a workflow that nobody knows seems to succeed',
    rejectedBy: ['handle.unknown'],
    edits: [
      edit(
        HANDLE,
        'await this.#ask((control) => control.cancel());',
        'await this.#ask((control) => control.cancel()).catch(() => {});',
      ),
    ],
  },
  {
    fault: 'describe does not tell when a workflow closed',
    rejectedBy: ['handle.describe-closed'],
    edits: [edit(RUN_LIFECYCLE, '...(this.#closedAt !== undefined && { closedAt: this.#closedAt }),', '')],
  },
  {
    fault: 'a list by status gives the workflows of every status',
    rejectedBy: ['list.by-name'],
    edits: [edit(ENGINE_EXECUTOR, 'status === described.status &&', '')],
  },
  {
    fault: 'a list by attributes gives what has one of them',
    rejectedBy: ['list.by-attribute'],
    edits: [
      edit(
        ENGINE_EXECUTOR,
        'Object.entries(searchAttributes).every(',
        'Object.entries(searchAttributes).some(',
      ),
    ],
  },
  {
    fault: 'a list gives one more than it is asked for',
    rejectedBy: ['list.limit'],
    edits: [edit(ENGINE_EXECUTOR, 'if (listed.length >= limit) break;', 'if (listed.length > limit) break;')],
  },
  {
    fault: 'a workflow that was started from outside is told of a parent',
    rejectedBy: ['context.no-parent'],
    edits: [
      edit(
        RUN_INFO,
        'return this.options.parent;',
        "return this.options.parent ?? { workflowId: 'nobody', runId: 'nobody' };",
      ),
    ],
  },
  {
    fault: "a workflow's clock stands still",
    rejectedBy: ['context.time', 'timer.sleep'],
    edits: [edit(ENGINE_RUN, 'return Date.now();', 'return this.info.startTime;')],
  },
  {
    fault: 'ctx.uuid gives every caller the same',
    rejectedBy: ['context.chance'],
    edits: [edit(ENGINE_RUN, 'return randomUUID();', "return '6d1dbd30-3a1c-4b0c-9e6a-1c3c2f1f8d11';")],
  },
];
