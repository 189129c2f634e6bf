import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { registerActivities } from '@mcp-agent/core';
import { ExecutorClosedError } from '@mcp-agent/core/errors';
import { agentSettings, script } from '@mcp-agent/conformance/agents';
import { createKit } from '@mcp-agent/conformance/engine';
import { errorOf, testTimeout, until } from '@mcp-agent/testing/support';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askAgent } from '@mcp-agent/conformance/agents/workflows';
import { cleanUp, echo, hangs, sleeper } from '@mcp-agent/conformance/engine/workflows';
import { AsyncioExecutor } from './executor.ts';

beforeAll(async () => {
  registerActivities(await import('@mcp-agent/conformance/engine/activities'));
  registerActivities(await import('@mcp-agent/conformance/agents/activities'));
});

describe('closing an executor', () => {
  let kit: Awaited<ReturnType<typeof createKit>>;

  beforeAll(async () => {
    kit = await createKit(new AsyncioExecutor());
  });

  afterAll(() => kit.close());

  it('waits until running workflows have cleaned up', async () => {
    const file = kit.file();
    const executor = new AsyncioExecutor(agentSettings());
    const handle = await executor.startWorkflow(cleanUp, { file });
    await until('it sleeps', async () => (await handle.history()).length === 1);
    await executor.close();
    expect(await kit.marks(file)).toEqual(['cleaning', 'clean']);
  });

  it('terminates workflows that do not clean up in time', async () => {
    const file = kit.file();
    const executor = new AsyncioExecutor({ ...agentSettings(), asyncio: { closeGraceSeconds: 0.02 } });
    // Its clean-up takes 50 ms.
    const handle = await executor.startWorkflow(cleanUp, { file });
    await until('it sleeps', async () => (await handle.history()).length === 1);
    await executor.close();
    expect(await kit.marks(file)).not.toContain('clean');
  });

  it('aborts running activities', async () => {
    const file = kit.file();
    const executor = new AsyncioExecutor(agentSettings());
    await executor.startWorkflow(hangs, { file });
    await until('the activity runs', async () => (await kit.marks(file)).includes('started 1'));
    await executor.close();
    expect(await kit.marks(file)).toEqual(['started 1', 'aborted 1']);
  });

  it('stops the MCP servers that it started', async () => {
    const executor = new AsyncioExecutor(agentSettings());
    const question = script({ call: [{ name: 'process_id', arguments: {} }] }, { recite: true });
    const { answer } = await executor.executeWorkflow(askAgent, { question, servers: ['tools'] });
    const pid = Number(/tool: (\d+)/.exec(answer)?.[1]);
    expect(process.kill(pid, 0)).toBe(true);
    await executor.close();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('rejects new starts, and can be repeated', async () => {
    const executor = new AsyncioExecutor();
    await executor.close();
    await executor.close();
    expect(ExecutorClosedError.isInstance(await errorOf(executor.executeWorkflow(echo, 1)))).toBe(true);
  });

  it('lets the process exit', async () => {
    const program = `
      import { MCPApp } from '@mcp-agent/core';
      import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
      const app = new MCPApp({ name: 'leftovers' });
      const forever = app.workflow('forever', async (ctx) => { await ctx.sleep('30 days'); });
      const executor = new AsyncioExecutor();
      for (let count = 0; count < 1000; count += 1) await executor.startWorkflow(forever);
      console.log('started');
      await executor.close();
    `;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', program],
      {
        cwd: import.meta.dirname,
        timeout: testTimeout(120_000),
      },
    );
    expect(stdout).toBe('started\n');
  });
});

describe('a finished run', () => {
  it('is kept among the last thousand by default', async () => {
    await using executor = new AsyncioExecutor({ asyncio: { keepFinished: 10 } });
    const handles = [];
    for (let index = 0; index < 20; index += 1) {
      const handle = await executor.startWorkflow(echo, index);
      await handle.result();
      handles.push(handle.workflowId);
    }
    const [first = '', last = ''] = [handles[0], handles.at(-1)];
    expect(await executor.getHandle(last).result()).toBe(19);
    expect(await errorOf(executor.getHandle(first).describe())).toMatchObject({ code: 'WORKFLOW_NOT_FOUND' });
    expect(await executor.listWorkflows()).toHaveLength(10);
  });

  it('is kept up to exactly the configured number, and listed by start time', async () => {
    await using executor = new AsyncioExecutor({ asyncio: { keepFinished: 10 } });
    const runs: { workflowId: string; runId: string | undefined }[] = [];
    for (let index = 0; index < 37; index += 1) {
      const workflowId = index % 3 === 0 ? 'again' : `once-${index}`;
      const handle = await executor.startWorkflow(echo, index, { workflowId });
      await handle.result();
      runs.push({ workflowId, runId: handle.runId });
    }
    for (const [index, { workflowId, runId }] of runs.entries()) {
      const result = await executor
        .getHandle(workflowId, runId)
        .result()
        .catch(() => 'forgotten');
      expect(result).toBe(index < 27 ? 'forgotten' : index);
    }
    expect(await executor.getHandle('again').result()).toBe(36);
    const listed = await executor.listWorkflows();
    const known = runs.slice(27).toReversed();
    const latest = known.filter(
      ({ workflowId, runId }) => workflowId !== 'again' || runId === runs[36]?.runId,
    );
    expect(listed.map(({ runId }) => runId)).toEqual(latest.map(({ runId }) => runId));
  });

  it('leaves no timer and no listener', async () => {
    await using executor = new AsyncioExecutor();
    const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const handle = await executor.startWorkflow(sleeper, '1 hour');
    await until('it sleeps', async () => (await handle.history()).length === 1);
    await handle.cancel();
    await errorOf(handle.result());
    expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout')).toHaveLength(before);
  });
});

it.each([{ keepFinished: -1 }, { closeGraceSeconds: NaN }])('rejects invalid settings: %o', (asyncio) => {
  expect(() => new AsyncioExecutor({ asyncio })).toThrow('Use a number of at least 0.');
});
