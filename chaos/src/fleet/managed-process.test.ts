import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@mcp-agent/testing/support';
import { expect, onTestFinished, test } from 'vitest';
import { ManagedProcess } from './managed-process.ts';

async function manage(script: string): Promise<ManagedProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'chaos-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const args = ['-e', script];
  const managed = new ManagedProcess({
    name: 'example',
    args: () => args,
    logFile: join(folder, 'log'),
    temporary: folder,
  });
  onTestFinished(() => managed.close());
  return managed;
}

const READY = "process.send('ready'); setInterval(() => {}, 1_000);";

test('a process is started again after a kill, which is not an unplanned end', async () => {
  const managed = await manage(READY);
  await managed.ready();
  expect(await managed.restart('SIGKILL', 0, () => true)).toMatchObject({ generation: 1 });
  await managed.ready();
  expect(managed.generation).toBe(2);
  expect(managed.unplanned).toEqual([]);
});

test('a process that is another one meanwhile is not killed', async () => {
  const managed = await manage(READY);
  expect(await managed.restart('SIGKILL', 0, ({ generation }) => generation === 2)).toBeUndefined();
  expect(managed.generation).toBe(1);
});

test('a process that ends by itself is started again, and its end is reported', async () => {
  const managed = await manage("process.send('ready'); setTimeout(() => process.exit(3), 100);");
  await until('it is started again', () => managed.generation > 1);
  expect(managed.unplanned[0]).toMatchObject({ how: 'ended by itself (status 3)', wasReady: true });
});

test('a process that never becomes ready is given up', async () => {
  const managed = await manage('process.exit(4)');
  await expect(managed.ready()).rejects.toThrow(
    'example was not ready after 20 starts: it ended by itself (status 4).',
  );
});
