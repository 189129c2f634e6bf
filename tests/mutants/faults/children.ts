import { edit, type Mutant } from '../mutant.ts';
import { CHILDREN, OUTCOMES, REGISTRY, RESULT, RUN, RUN_LIFECYCLE, RUN_INFO, STORE } from './files.ts';

/** Child workflows, and continuing as new. */
export const children: readonly Mutant[] = [
  {
    fault: 'a child does not know its parent',
    rejectedBy: ['child.parent'],
    edits: [
      edit(
        RUN,
        'this.store.startChild(request, { workflowId, runId })',
        'this.store.startChild(request, undefined)',
      ),
    ],
  },
  {
    fault: 'the failure of a child arrives without its cause',
    rejectedBy: ['child.failure'],
    edits: [
      edit(
        OUTCOMES,
        '    workflowName,\n    ...(runId !== undefined && { runId }),\n    cause: asCause(cause),\n',
        '    workflowName,\n    ...(runId !== undefined && { runId }),\n',
      ),
    ],
  },
  {
    fault: 'a parent that is cancelled does not wait for its child to clean up',
    rejectedBy: ['child.cancelled-with-parent'],
    edits: [
      edit(
        CHILDREN,
        "policy === 'abandon' ? undefined : () => void latestRun(first).cancel(),",
        'undefined,',
      ),
    ],
  },
  {
    fault: 'a parent that cancels its child terminates it',
    rejectedBy: ['child.cancel'],
    edits: [edit(RUN, 'await control.cancel();', 'control.terminate(undefined);')],
  },
  {
    fault: 'a child outlives its parent whatever its policy',
    rejectedBy: ['child.terminate-policy', 'child.cancel-policy'],
    edits: [edit(RUN, 'this.#children?.parentClosed();', '')],
    hangs: true,
  },
  {
    fault: 'a child that should be asked to cancel is terminated',
    rejectedBy: ['child.cancel-policy'],
    edits: [edit(CHILDREN, "if (policy === 'terminate')", "if (policy !== 'abandon')")],
  },
  {
    fault: 'an abandoned child ends with its parent',
    rejectedBy: ['child.abandon-policy'],
    edits: [edit(CHILDREN, "if (policy === 'terminate')", "if (policy !== 'request_cancel')")],
  },
  {
    fault: 'a child whose id is taken is given the workflow that has it',
    rejectedBy: ['child.id-taken'],
    edits: [edit(STORE, "idConflictPolicy: 'fail' };", "idConflictPolicy: 'use_existing' };")],
  },
  {
    fault: 'a child of an unknown workflow is not started',
    rejectedBy: ['child.unknown'],
    edits: [
      edit(REGISTRY, 'workflows().get(name) ?? {\n', 'workflows().get(name) ?? findWorkflow(name) ?? {\n'),
    ],
  },
  {
    fault: 'a run that is continued as new goes by another workflow id',
    rejectedBy: ['continue.runs'],
    edits: [
      edit(
        RUN_LIFECYCLE,
        '{ ...this.info.options, input, signals }',
        '{ ...this.info.options, input, signals, workflowId: this.info.runId }',
      ),
    ],
  },
  {
    fault: 'a run that is continued as new has the run id of the one before',
    rejectedBy: ['continue.runs'],
    edits: [edit(RUN_INFO, 'this.#runId ??= randomUUID();', 'this.#runId ??= this.workflowId;')],
  },
  {
    fault: 'the result is that of the first run, before it was continued as new',
    rejectedBy: ['continue.result'],
    edits: [
      edit(
        RESULT,
        "while (outcome.status === 'continued_as_new') outcome = await outcome.next.closed;",
        "if (outcome.status === 'continued_as_new') return { status: 'completed', output: { runs: [] } };",
      ),
    ],
  },
];
