import { errorOf } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import { failing } from '../workflows/basics.ts';

export const failures: Cases<EngineRequirementId> = new Cases();
const { verifies } = failures;

verifies('failure.once', async ({ executor }) => {
  const handle = await executor.startWorkflow(failing, 'error');
  await errorOf(handle.result());
  expect((await handle.history()).filter((step) => step.type === 'timer')).toHaveLength(1);
});
