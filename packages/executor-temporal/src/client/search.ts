import type { SearchAttributes, WorkflowFilter, WorkflowStatus } from '@mcp-agent/core';
import {
  defineSearchAttributeKey,
  type SearchAttributePair,
  SearchAttributeType,
  TypedSearchAttributes,
} from '@temporalio/common';

const STATUS_NAMES: Readonly<Record<WorkflowStatus, string>> = {
  running: 'Running',
  // The server sees it run: that it is paused, the workflow itself has noted.
  paused: 'Running',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Canceled',
  terminated: 'Terminated',
  timed_out: 'TimedOut',
  continued_as_new: 'ContinuedAsNew',
};

/** A filter in the words of Temporal's visibility. */
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

/** Search attributes as Temporal types them: a text is a Keyword, a number an Int or a Double. */
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

/** The search attributes that someone gave: those of Temporal's own begin otherwise, or are lists and times. */
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
