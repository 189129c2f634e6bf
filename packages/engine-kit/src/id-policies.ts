import type { IdConflictPolicy, IdReusePolicy, WorkflowStatus } from '@mcp-agent/core';
import { workflowIdTaken } from '@mcp-agent/core/engine';

/** Policies for starting a workflow with an ID that is already known. */
export interface IdPolicies {
  readonly idReusePolicy: IdReusePolicy;
  readonly idConflictPolicy: IdConflictPolicy;
}

/**
 * Returns what to do with a start: `begin` a new run, `use` the running one, or `replace` the running one with a new
 * run.
 *
 * @param former the status of the latest run with that ID, if any
 * @throws WorkflowAlreadyExistsError when the policies reject the ID
 */
export function applyIdPolicies(
  workflowId: string,
  former: WorkflowStatus | undefined,
  policies: IdPolicies,
): 'begin' | 'use' | 'replace' {
  if (former === undefined) return 'begin';
  if (former === 'running' || former === 'paused') {
    if (policies.idConflictPolicy === 'use_existing') return 'use';
    if (policies.idConflictPolicy === 'fail') throw workflowIdTaken(workflowId);
    return 'replace';
  }
  if (
    policies.idReusePolicy === 'reject_duplicate' ||
    (policies.idReusePolicy === 'allow_duplicate_failed_only' && former === 'completed')
  ) {
    throw workflowIdTaken(workflowId);
  }
  return 'begin';
}
