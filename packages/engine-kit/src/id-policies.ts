import type { IdConflictPolicy, IdReusePolicy, WorkflowStatus } from '@mcp-agent/core';
import { WorkflowAlreadyExistsError } from '@mcp-agent/core/errors';

/** What becomes of a start when the id is known already. */
export interface IdPolicies {
  readonly idReusePolicy: IdReusePolicy;
  readonly idConflictPolicy: IdConflictPolicy;
}

/**
 * What to do with a start: begin a run, give the one that runs, or end that one and begin another.
 *
 * @param former the status of the latest run of that id, if there is one
 * @throws {@link WorkflowAlreadyExistsError} when the policies refuse the id
 */
export function applyIdPolicies(
  workflowId: string,
  former: WorkflowStatus | undefined,
  policies: IdPolicies,
): 'begin' | 'use' | 'replace' {
  if (former === undefined) return 'begin';
  if (former === 'running' || former === 'paused') {
    if (policies.idConflictPolicy === 'use_existing') return 'use';
    if (policies.idConflictPolicy === 'fail') throw taken(workflowId, 'is running', 'idConflictPolicy');
    return 'replace';
  }
  if (
    policies.idReusePolicy === 'reject_duplicate' ||
    (policies.idReusePolicy === 'allow_duplicate_failed_only' && former === 'completed')
  ) {
    throw taken(workflowId, `has ${former}`, 'idReusePolicy');
  }
  return 'begin';
}

function taken(workflowId: string, what: string, policy: string): WorkflowAlreadyExistsError {
  return new WorkflowAlreadyExistsError(
    `A workflow with the id "${workflowId}" ${what}. Use another id, or say what should happen with ${policy}.`,
    { workflowId },
  );
}
