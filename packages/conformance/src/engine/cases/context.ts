import { currentWorkflow } from '@mcp-agent/core';
import { NoWorkflowError } from '@mcp-agent/core/errors';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import { chance, patchedOnce, whoami } from '../workflows/basics.ts';
import { go } from '../workflows/messages.ts';
import { note, noteUpdate, order } from '../workflows/shared-messages.ts';
import { findsItself } from '../workflows/turns.ts';

export const context: Cases<EngineRequirementId> = new Cases();
const { verifies } = context;

/** The maximum difference between the clocks of two machines. */
const MAX_CLOCK_SKEW_MS = 10_000;

verifies('context.self', async ({ executor, id }) => {
  const workflowId = id();
  const before = Date.now();
  const handle = await executor.startWorkflow(whoami, undefined, { workflowId });
  const self = await handle.result();
  expect(self).toMatchObject({
    workflowId,
    runId: handle.runId,
    workflowName: 'conformance.whoami',
    engine: executor.engine,
    attempt: 1,
  });
  expect(self.startTime).toBeGreaterThan(before - MAX_CLOCK_SKEW_MS);
  expect(self.startTime).toBeLessThan(Date.now() + MAX_CLOCK_SKEW_MS);
});

verifies('context.no-parent', async ({ executor }) => {
  expect((await executor.executeWorkflow(whoami)).parent).toBeNull();
});

verifies('context.time', async ({ executor }) => {
  const { now } = await executor.executeWorkflow(chance);
  const [before = 0, after = 0] = now;
  expect(Math.abs(before - Date.now())).toBeLessThan(60_000);
  expect(after - before).toBeGreaterThanOrEqual(19);
});

verifies('context.chance', async ({ executor }) => {
  const [one, other] = [await executor.executeWorkflow(chance), await executor.executeWorkflow(chance)];
  const numbers = [...one.random, ...other.random];
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(new Set(numbers).size).toBe(4);
  const uuids = [...one.uuid, ...other.uuid];
  for (const uuid of uuids)
    expect(uuid).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(new Set(uuids).size).toBe(4);
});

verifies('context.patched', async ({ executor }) => {
  expect(await executor.executeWorkflow(patchedOnce)).toBe(true);
});

verifies('context.in-handlers', async ({ executor, id }) => {
  const workflowId = id();
  const handle = await executor.startWorkflow(findsItself, undefined, { workflowId });
  expect(await handle.query(order)).toEqual([workflowId]);
  await handle.update(noteUpdate, 'update');
  await handle.signal(note, '');
  await handle.signal(go);
  expect(await handle.result()).toEqual([`update ${workflowId}`, `signal ${workflowId}`]);
});

verifies('context.no-workflow', async () => {
  expect(() => currentWorkflow()).toThrow(NoWorkflowError);
});
