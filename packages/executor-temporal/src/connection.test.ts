import { once } from 'node:events';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { expect, it } from 'vitest';
import { TemporalExecutor } from './index.ts';
import { TcpProxy } from './test-support/tcp-proxy.ts';
import { startWorkerProcess } from './test-support/worker-process.ts';

describeWithTemporal('the connection of an executor', ({ address, namespace }) => {
  it('retries a call whose connection breaks', async () => {
    const proxy = await TcpProxy.start(address);
    await using executor = new TemporalExecutor({ temporalHost: proxy.address, namespace });
    await executor.listWorkflows();
    const broken = proxy.break();
    const listed = executor.listWorkflows();
    await Promise.race([broken, listed]);
    proxy.forward();
    expect(await listed).toEqual(expect.any(Array));
  });

  it.each([
    ['waits to retry its calls', 'retrying', 4],
    ['waits for a server that does not answer', 'unanswered', 4],
    ['connects', 'connecting', 2],
  ])(
    'closes while it %s: every call throws ExecutorClosedError, and the process exits',
    async (_, state, calls) => {
      const program = startWorkerProcess('closing-program.ts', address, state);
      const [code] = await once(program.process, 'close');
      expect({ code, output: program.output() }).toMatchObject({ code: 0 });
      expect(JSON.parse(program.output())).toEqual({
        codes: Array.from({ length: calls }, () => 'EXECUTOR_CLOSED'),
        timers: 0,
      });
    },
  );
});
