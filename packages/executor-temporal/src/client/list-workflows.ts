import type { WorkflowDescription } from '@mcp-agent/core';
import type { ResolvedFilter } from '@mcp-agent/core/engine';
import type { Client } from '@temporalio/client';
import { describe } from './describe.ts';
import { visibilityQuery } from './search.ts';

const MAX_PAGE_SIZE = 1_000;

/** Lists the workflows that match a filter, latest first. */
export async function listWorkflows(client: Client, filter: ResolvedFilter): Promise<WorkflowDescription[]> {
  const { limit, status } = filter;
  const workflows = client.workflow.list({
    query: visibilityQuery(filter),
    pageSize: Math.min(limit, MAX_PAGE_SIZE),
  });
  const listed: WorkflowDescription[] = [];
  for await (const workflow of workflows) {
    const described = describe(workflow);
    if (status === undefined || described.status === status) listed.push(described);
    if (listed.length >= limit) break;
  }
  return listed;
}
