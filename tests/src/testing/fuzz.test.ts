import * as activities from '@mcp-agent/conformance/fuzz/activities';
import { findDivergence } from '@mcp-agent/conformance/fuzz';
import { registerActivities, type WorkflowHandle } from '@mcp-agent/core';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { beforeAll, expect, test } from 'vitest';

beforeAll(() => registerActivities(activities));

const settings = { logger: { type: 'none' } };

/** An engine that loses the signal `b`. */
class LosesSignal extends AsyncioExecutor {
  override getHandle<Output = unknown>(workflowId: string, runId?: string): WorkflowHandle<Output> {
    const handle = super.getHandle<Output>(workflowId, runId);
    const signal: typeof handle.signal = async (sent, ...args) => {
      if (sent.name !== 'b') await super.getHandle(workflowId, runId).signal(sent, ...args);
    };
    return Object.assign(handle, { signal });
  }
}

test('random programs find an engine that loses a signal, with a small program', async () => {
  await using right = new AsyncioExecutor(settings);
  await using wrong = new LosesSignal(settings);
  const divergence = await findDivergence(right, wrong, { programs: 200 });
  expect(divergence?.program.actions).toContainEqual(expect.objectContaining({ do: 'signal', signal: 'b' }));
  expect(JSON.stringify(divergence?.program.runs).length).toBeLessThan(200);
});
