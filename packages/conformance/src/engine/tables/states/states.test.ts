import { MCPApp } from '@mcp-agent/core';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { expect, test } from 'vitest';
import { createKit } from '../../../contract/kit.ts';
import { checkRows } from '../rows.ts';
import { OPEN_STATES, rowsIn, type State, untilStatus } from './states.ts';

const fails = new MCPApp({ name: 'states' }).workflow('states.fails', async (): Promise<void> => {
  throw new Error('no children here');
});

test('a state that the engine cannot reach is a row of its table, beside the rows of the other states', async () => {
  await using executor = new AsyncioExecutor({ logger: { type: 'none' } });
  const kit = await createKit(executor);
  const unreachable: State = {
    enter: async () => {
      throw new Error('no children here');
    },
    facts: { status: 'running' },
  };
  const rowsOf = async (): Promise<{ row: string; expected: number; got: number }[]> => [
    { row: 'reached', expected: 1, got: 2 },
  ];
  try {
    const condition = OPEN_STATES['waiting for a condition'] ?? unreachable;
    const rows = [
      ...(await rowsIn(kit, 'in a child', unreachable, rowsOf)),
      ...(await rowsIn(kit, 'waiting for a condition', condition, rowsOf)),
    ];
    expect(() => checkRows(rows)).toThrow(/2 of 2 rows differ:\n {2}in a child\n.*no children here/);
  } finally {
    await kit.close();
  }
});

test('waiting for the status of a workflow that has failed ends at once, with its error', async () => {
  await using executor = new AsyncioExecutor({ logger: { type: 'none' } });
  const handle = await executor.startWorkflow(fails, undefined);
  await expect(untilStatus(handle, 'paused')).rejects.toThrow('no children here');
}, 10_000);
