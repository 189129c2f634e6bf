import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

/** Prints the function that is chosen, or the error, in a process whose working directory has these packages. */
async function chosen(packages: Readonly<Record<string, string>>, name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-agent-ai-sdk-'));
  try {
    for (const [one, code] of Object.entries(packages)) {
      const target = join(folder, 'node_modules', one);
      await mkdir(target, { recursive: true });
      const manifest = { name: one, type: 'module', exports: { '.': { import: './index.js' } } };
      await writeFile(join(target, 'package.json'), JSON.stringify(manifest));
      await writeFile(join(target, 'index.js'), code);
    }
    const file = JSON.stringify(new URL('provider-factory.ts', import.meta.url).href);
    const script = `
      const { providerFactory } = await import(${file});
      console.log(await providerFactory(${JSON.stringify(name)}, undefined, 'services.one').then(([name]) => name, (error) => error.message));
    `;
    const args = ['--input-type=module', '--eval', script];
    return (await run(process.execPath, args, { cwd: folder })).stdout.trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test.each([
  [
    'the only one',
    'export const createAcme = () => 1; export const version = "1"; export const created = () => 2;',
    'createAcme',
  ],
  [
    'one with two names',
    'export const createOld = () => 1; export { createOld as createAcme };',
    'createAcme',
  ],
  [
    'the one with the name of the package',
    'export const createOther = () => 1; export const createAcmeAI = () => 2;',
    'createAcmeAI',
  ],
])('the function of a package in the working directory is %s', async (_what, code, name) => {
  expect(await chosen({ '@acme/acme-ai': code }, '@acme/acme-ai')).toBe(name);
});

test.each([
  [
    'several',
    'export const createOne = () => 1; export const createTwo = () => 2;',
    'services.one.factory: createOne, createTwo',
  ],
  ['none', 'export const version = 1;', 'exports no function that creates a provider'],
  ['none, because it throws', 'throw new Error("broken inside");', 'broken inside'],
  ['none, because it needs another package', 'import "left-out";', 'left-out'],
])('a package with %s is described with what to do', async (_what, code, words) => {
  const message = await chosen({ acme: code }, 'acme');
  expect(message).toContain(words);
  expect(message).toContain('\n');
});

test('a package that is not installed has the command that installs it', async () => {
  expect(await chosen({}, 'acme')).toContain('npm install acme');
});
