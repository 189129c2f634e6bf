import type { WorkflowDescription, WorkflowStatus } from '@mcp-agent/core';
import { until } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import { echo } from '../workflows/basics.ts';
import { collect } from '../workflows/messages.ts';

export const listing: Cases<EngineRequirementId> = new Cases();
const { verifies } = listing;

verifies('list.by-name', async ({ executor }) => {
  const running = await executor.startWorkflow(collect, { count: 1 });
  const completed = await executor.startWorkflow(echo, 1);
  await completed.result();
  const list = async (workflowName: string, status: WorkflowStatus): Promise<string[]> =>
    (await executor.listWorkflows({ workflowName, status })).map((one) => one.workflowId);
  await until('the running workflow is listed', async () =>
    (await list('conformance.collect', 'running')).includes(running.workflowId),
  );
  await until('the completed workflow is listed', async () =>
    (await list('conformance.echo', 'completed')).includes(completed.workflowId),
  );
  expect(await list('conformance.echo', 'running')).not.toContain(completed.workflowId);
  expect(await list('conformance.collect', 'completed')).not.toContain(running.workflowId);
  await running.terminate();
});

verifies('list.by-attribute', async ({ executor, id }) => {
  const searchAttributes = { ConformanceKey: id(), ConformanceCount: 7 };
  const handle = await executor.startWorkflow(echo, 1, { searchAttributes });
  await executor.executeWorkflow(echo, 2, {
    searchAttributes: { ConformanceKey: id(), ConformanceCount: 7 },
  });
  const find = (): Promise<WorkflowDescription[]> => executor.listWorkflows({ searchAttributes });
  await until('the workflow is listed', async () => (await find()).length > 0);
  expect((await find()).map((one) => one.workflowId)).toEqual([handle.workflowId]);
  expect((await handle.describe()).searchAttributes).toEqual(searchAttributes);
});

verifies('list.limit', async ({ executor }) => {
  await Promise.all([1, 2, 3].map((value) => executor.executeWorkflow(echo, value)));
  await until(
    'three workflows are listed',
    async () => (await executor.listWorkflows({ workflowName: 'conformance.echo' })).length >= 3,
  );
  expect(await executor.listWorkflows({ workflowName: 'conformance.echo', limit: 2 })).toHaveLength(2);
});
