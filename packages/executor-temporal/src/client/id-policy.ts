import type { IdConflictPolicy, IdReusePolicy, StartOptions } from '@mcp-agent/core';
import { checkIdPolicies } from '@mcp-agent/core/engine';
import type { WorkflowStartOptions } from '@temporalio/client';

/** What a start does with an id that is taken, in mcp-agent's one word for both policies. */
export type DefaultIdPolicy = IdReusePolicy | 'terminate_if_running';

const REUSE = {
  allow_duplicate: 'ALLOW_DUPLICATE',
  allow_duplicate_failed_only: 'ALLOW_DUPLICATE_FAILED_ONLY',
  reject_duplicate: 'REJECT_DUPLICATE',
} as const satisfies Record<IdReusePolicy, string>;

const CONFLICT = {
  fail: 'FAIL',
  use_existing: 'USE_EXISTING',
  terminate_existing: 'TERMINATE_EXISTING',
} as const satisfies Record<IdConflictPolicy, string>;

/**
 * What a start does with an id that is taken: what it says, else the default. A default ends a workflow that
 * runs only for a start that says nothing of ids: one that named a policy of its own did not ask for that.
 *
 * @throws {@link InvalidArgumentError} for policies that the server refuses together
 */
export function idPolicies(
  { idReusePolicy, idConflictPolicy }: StartOptions,
  otherwise: DefaultIdPolicy,
): Required<Pick<WorkflowStartOptions, 'workflowIdReusePolicy' | 'workflowIdConflictPolicy'>> {
  const ends = otherwise === 'terminate_if_running';
  const saysNothing = idReusePolicy === undefined && idConflictPolicy === undefined;
  const reuse = idReusePolicy ?? (ends ? 'allow_duplicate' : otherwise);
  const conflict = idConflictPolicy ?? (ends && saysNothing ? 'terminate_existing' : 'fail');
  checkIdPolicies(reuse, conflict);
  return { workflowIdReusePolicy: REUSE[reuse], workflowIdConflictPolicy: CONFLICT[conflict] };
}
