import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

const CORE = join(import.meta.dirname, '../..');

// In plain Node, which loads a file again under another URL, as test runners do under none.
describe('definitions', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(CORE, 'tmp-'));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Loads files one after the other, and runs the workflow "hello" of the last. */
  const helloOf = async (
    ...files: readonly { name: string; says: string; core?: string }[]
  ): Promise<string> => {
    for (const { name, says, core = '@mcp-agent/core' } of files) {
      const source = `
        import { MCPApp } from '${core}';
        export const hello = new MCPApp({ name: 'twice' }).workflow('hello', async () => '${says}');`;
      await writeFile(join(folder, name), source);
    }
    const urls = files.map(({ name }) => pathToFileURL(join(folder, name)).href);
    const program = `
      import { findWorkflow } from '@mcp-agent/core/engine';
      for (const url of ${JSON.stringify(urls)}) await import(url + '?' + Math.random());
      console.log(await findWorkflow('hello').run());`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', program],
      { cwd: CORE },
    );
    return stdout.trim();
  };

  it('can be loaded twice from one file', async () => {
    const file = { name: 'one.ts', says: 'hello' };
    expect(await helloOf(file, file)).toBe('hello');
  });

  it('can have the same name in two files: the last one counts', async () => {
    expect(await helloOf({ name: 'one.ts', says: 'first' }, { name: 'two.ts', says: 'second' })).toBe(
      'second',
    );
  });

  it('are shared with other copies of this package', async () => {
    const copy = await mkdtemp(join(tmpdir(), 'core-'));
    onTestFinished(() => rm(copy, { recursive: true }));
    await cp(CORE, copy, { recursive: true, filter: (from) => !from.includes('tmp-') });
    const core = pathToFileURL(join(copy, 'index.ts')).href;
    expect(await helloOf({ name: 'copied.ts', says: 'by a copy', core })).toBe('by a copy');
  });
});
