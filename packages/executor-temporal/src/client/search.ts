import type { SearchAttributes, WorkflowFilter, WorkflowStatus } from '@mcp-agent/core';
import {
  defineSearchAttributeKey,
  type SearchAttributePair,
  SearchAttributeType,
  TypedSearchAttributes,
} from '@temporalio/common';

const STATUS_NAMES: Readonly<Record<WorkflowStatus, string>> = {
  running: 'Running',
  // The server reports a paused workflow as running; only its memo shows the pause.
  paused: 'Running',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Canceled',
  terminated: 'Terminated',
  timed_out: 'TimedOut',
  continued_as_new: 'ContinuedAsNew',
};

/** Converts a filter to a Temporal visibility query. */
export function visibilityQuery({ workflowName, status, searchAttributes = {} }: WorkflowFilter): string {
  const terms: string[] = [];
  if (workflowName !== undefined) terms.push(`WorkflowType = ${quoted(workflowName)}`);
  if (status !== undefined) terms.push(`ExecutionStatus = ${quoted(STATUS_NAMES[status])}`);
  for (const [name, value] of Object.entries(searchAttributes)) {
    terms.push(`\`${name}\` = ${typeof value === 'string' ? quoted(value) : String(value)}`);
  }
  return terms.join(' AND ');
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** Converts search attributes to Temporal's types: strings to Keyword, numbers to Int or Double, booleans to Bool. */
export function toTyped(attributes: SearchAttributes): TypedSearchAttributes {
  return new TypedSearchAttributes(
    Object.entries(attributes).map(([name, value]): SearchAttributePair => {
      if (typeof value === 'string') {
        return { key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD), value };
      }
      if (typeof value === 'boolean') {
        return { key: defineSearchAttributeKey(name, SearchAttributeType.BOOL), value };
      }
      return Number.isInteger(value)
        ? { key: defineSearchAttributeKey(name, SearchAttributeType.INT), value }
        : { key: defineSearchAttributeKey(name, SearchAttributeType.DOUBLE), value };
    }),
  );
}

/** Returns the user's search attributes. Temporal's own are named in `SERVER_OWN`, or are lists and times. */
export function fromTyped(attributes: TypedSearchAttributes): SearchAttributes {
  const own: Record<string, string | number | boolean> = {};
  for (const { key, value } of attributes.getAll()) {
    const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    if (plain && !SERVER_OWN.has(key.name)) own[key.name] = value;
  }
  return own;
}

const SERVER_OWN = new Set([
  'BuildIds',
  'TemporalChangeVersion',
  'TemporalReportedProblems',
  'TemporalPauseInfo',
]);
