import { symlink, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createExecutor, loadConfig } from '@mcp-agent/config';
import { EngineUnavailableError, ExecutorClosedError } from '@mcp-agent/core/errors';
import { errorOf } from '@mcp-agent/testing/support';
import { SqliteExecutor } from 'custom-executor';
import { expect, test } from 'vitest';
import { Place } from './process.ts';
import { approve, changing } from './workflows.ts';

test('only one process at a time can open a file: a second one fails until the first has ended', async () => {
  await using place = await Place.make();
  {
    await using _executor = new SqliteExecutor({ file: place.file });
    const told = await place.run({});
    expect(told?.error).toMatchObject({
      code: 'ENGINE_UNAVAILABLE',
      message: expect.stringContaining('Only one process at a time'),
      fields: { address: place.file },
    });
  }
  await using _next = new SqliteExecutor({ file: place.file });
});

test('a file that is not a database fails with an error that names it', async () => {
  await using place = await Place.make();
  await writeFile(place.file, 'a text that is long enough to be a database header, but is not one');
  const error = await errorOf((async () => new SqliteExecutor({ file: place.file }))());
  expect(EngineUnavailableError.isInstance(error) && error.address).toBe(place.file);
});

test('closing interrupts runs: callers receive an error, and the next executor continues them', async () => {
  await using place = await Place.make();
  const first = new SqliteExecutor({ file: place.file });
  const handle = await first.startWorkflow(changing, { marks: place.marks }, { workflowId: 'left' });
  const result = errorOf(handle.result());
  await first.close();
  expect(ExecutorClosedError.isInstance(await result)).toBe(true);
  expect(ExecutorClosedError.isInstance(await errorOf(handle.describe()))).toBe(true);
  await using second = new SqliteExecutor({ file: place.file });
  const same = second.getHandle('left');
  await same.signal(approve, 'Ada');
  expect(await same.result()).toBe('first');
});

test('a configuration can name the package of the engine', async () => {
  await using place = await Place.make();
  await mkdir(join(place.folder, 'node_modules'));
  await symlink(join(import.meta.dirname, '..'), join(place.folder, 'node_modules', 'custom-executor'));
  const file = join(place.folder, 'mcp_agent.config.yaml');
  await writeFile(file, `execution_engine: custom-executor\nexecutor_options: { file: '${place.file}' }\n`);
  await using executor = await createExecutor(await loadConfig({ file }));
  expect(executor.engine).toBe('sqlite');
});
