import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Settings } from '@mcp-agent/core';
import { ConfigurationError } from '@mcp-agent/core/errors';
import { errorOf } from '@mcp-agent/testing/support';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadActivities } from './load.ts';

const manifest = (name: string, exports: unknown): string =>
  JSON.stringify({ name, version: '1.0.0', type: 'module', exports });

const NOTES = 'globalThis.imported = [...(globalThis.imported ?? []), import.meta.url];\n';

describe('workflow_task_modules', () => {
  let folder: string;
  let workflows: URL;

  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  };

  const load = async (modules: readonly string[], settings: Settings = {}): Promise<unknown> => {
    Reflect.deleteProperty(globalThis, 'imported');
    await loadActivities({
      workflows,
      settings: { ...settings, temporal: { workflowTaskModules: modules } },
    });
    const imported: unknown = Reflect.get(globalThis, 'imported');
    return imported;
  };

  const inFolder = (name: string): string => pathToFileURL(join(folder, name)).href;

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'mcp-agent-load-')));
    await write('src/workflows.js', 'export {};\n');
    workflows = pathToFileURL(join(folder, 'src/workflows.js'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are resolved from the workflow file: files and packages', async () => {
    await write('src/tasks.js', NOTES);
    await write('node_modules/@acme/tasks/package.json', manifest('@acme/tasks', { '.': './main.js' }));
    await write('node_modules/@acme/tasks/main.js', NOTES);
    expect(await load(['./tasks.js', '@acme/tasks'])).toEqual([
      inFolder('src/tasks.js'),
      inFolder('node_modules/@acme/tasks/main.js'),
    ]);
  });

  it('can be a package with only an "import" condition', async () => {
    const exports = { '.': { types: './x.d.ts', import: './main.js' } };
    await write('node_modules/esm-tasks/package.json', manifest('esm-tasks', exports));
    await write('node_modules/esm-tasks/main.js', NOTES);
    expect(await load(['esm-tasks'])).toEqual([inFolder('node_modules/esm-tasks/main.js')]);
  });

  it('at the top level are imported before those of temporal', async () => {
    await write('src/first.js', NOTES);
    await write('src/second.js', NOTES);
    expect(await load(['./second.js'], { workflowTaskModules: ['./first.js'] })).toEqual([
      inFolder('src/first.js'),
      inFolder('src/second.js'),
    ]);
  });

  it('are also resolved from the working directory', async () => {
    await write('src/tasks.js', NOTES);
    // Wherever the tests are run from: the path to a file of this package, from there.
    const fromHere = `./${relative(process.cwd(), fileURLToPath(new URL('../internal-names.ts', import.meta.url)))}`;
    expect(await load([fromHere, './tasks.js'])).toEqual([inFolder('src/tasks.js')]);
  });

  it.each([
    ['./nowhere.js', 'no such file'],
    ['@acme/nowhere', 'no such package'],
  ])('that are not there (%s) are an error that says where they were looked for', async (module, what) => {
    const error = await errorOf(load([module]));
    if (!ConfigurationError.isInstance(error)) throw error;
    expect(error.path).toBe('workflow_task_modules');
    expect(error.message).toContain(`"${module}"`);
    expect(error.message).toContain(what);
    expect(error.message).toContain(join(folder, 'src'));
    expect(error.message).toContain(process.cwd());
  });

  it('throw an error if the package does not export them', async () => {
    await write('node_modules/closed/package.json', manifest('closed', { '.': './main.js' }));
    const error = await errorOf(load(['closed/inner.js']));
    if (!ConfigurationError.isInstance(error)) throw error;
    expect(error.message).toMatch(/"closed\/inner\.js".*is not defined by "exports"/);
  });

  it('throw an error with the reason if they throw', async () => {
    await write('src/bad.js', "throw new Error('Too old.');\n");
    const error = await errorOf(load(['./bad.js']));
    expect(ConfigurationError.isInstance(error) && error.message).toContain('Too old.');
  });
});
