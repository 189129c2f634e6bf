import type { IdConflictPolicy, IdReusePolicy, StartOptions } from '@mcp-agent/core';
import { checkIdPolicies } from '@mcp-agent/core/engine';
import type { WorkflowStartOptions } from '@temporalio/client';
import type { DefaultIdPolicy } from '../settings.ts';

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
 * Returns the policies of a start: its own, or else the default. A default of `terminate_if_running` terminates a
 * running workflow only if the start sets neither policy.
 *
 * @throws {@link InvalidArgumentError} for a combination of policies that the server rejects
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
