import { checkObject, invalidArgument } from '../values/invalid-argument.ts';
import { checkName } from '../values/names.ts';
import { checkChoice, checkSearchAttributes } from './start.ts';
import type { WorkflowFilter, WorkflowStatus } from './status.ts';

/** A validated {@link WorkflowFilter} with its default. */
export interface ResolvedFilter extends WorkflowFilter {
  readonly limit: number;
}

const STATUSES: readonly WorkflowStatus[] = [
  'running',
  'paused',
  'completed',
  'failed',
  'cancelled',
  'terminated',
  'timed_out',
  'continued_as_new',
];

const DEFAULT_LIMIT = 100;

/**
 * Validates a filter.
 *
 * @throws {@link InvalidArgumentError} for an invalid field
 */
export function resolveFilter(filter: WorkflowFilter = {}): ResolvedFilter {
  checkObject('filter', filter);
  const { workflowName, status, searchAttributes, limit = DEFAULT_LIMIT } = filter;
  if (!(Number.isInteger(limit) && limit >= 1)) {
    throw invalidArgument('limit', limit, 'an integer of at least 1');
  }
  return {
    limit,
    ...(workflowName !== undefined && { workflowName: checkName('workflowName', workflowName) }),
    ...(status !== undefined && { status: checkChoice('status', status, STATUSES) }),
    ...(searchAttributes !== undefined && { searchAttributes: checkSearchAttributes(searchAttributes) }),
  };
}
