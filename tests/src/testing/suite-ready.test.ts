import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { expect, test } from 'vitest';
import { ENGINE_CONTRACT } from '../../../packages/conformance/src/engine/contract.ts';
import { checkEngine, checkReady } from '../../../packages/conformance/src/contract/ready.ts';

test.each([undefined, {}, { executor: new AsyncioExecutor() }])(
  'a suite names what is missing if its engine is incomplete: %#',
  (started) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a plain JavaScript caller may return
    expect(() => checkEngine(started as never)).toThrow('`start` did not return { executor, another }');
  },
);

test('a suite fails at once if its activities are not registered, and says how to register them', async () => {
  await using executor = new AsyncioExecutor({ logger: { type: 'none' } });
  await expect(checkReady(ENGINE_CONTRACT, executor)).rejects.toThrow(
    /^The engine cannot run the suite: .*conformance\.echo.* Register the exports of the file `activities`/,
  );
});

test('a suite fails if its engine does not run workflows', async () => {
  const executor = new AsyncioExecutor();
  const hangs = { ...ENGINE_CONTRACT, probe: () => new Promise(() => {}) };
  await expect(checkReady(hangs, executor, 10)).rejects.toThrow('no result within 10 ms');
});
