import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const FILE = `
import { defineActivity, MCPApp } from '@mcp-agent/core';
const app = new MCPApp({ name: 'twice' });
export const hello = app.workflow('hello', async () => 'hello');
export const act = defineActivity({ name: 'act', run: () => 1 });
`;

const PROVIDER = `
import { defineModelProvider } from '@mcp-agent/core';
defineModelProvider({ name: 'mine', complete: async () => ({ text: '', toolCalls: [], model: '', usage: { inputTokens: 0, outputTokens: 0 } }) });
`;

// In plain Node, which loads a file again under another URL, as test runners do under none.
describe('definitions', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(import.meta.dirname, '../../tmp-'));
    await writeFile(join(folder, 'one.ts'), FILE);
    await writeFile(join(folder, 'other.ts'), FILE);
    await writeFile(join(folder, 'copied.ts'), `${FILE}app.workflow('hello', async () => 'hello again');`);
    await writeFile(join(folder, 'provider.ts'), PROVIDER);
    await writeFile(join(folder, 'provider-too.ts'), PROVIDER);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  const load = (...files: string[]): Promise<{ stdout: string }> => {
    const imports = files.map(
      (file) =>
        `await import(${JSON.stringify(pathToFileURL(join(folder, file)).href)} + '?' + Math.random());`,
    );
    const program = `${imports.join('\n')} console.log('loaded');`;
    return promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  };

  it('of one file may be loaded twice', async () => {
    expect((await load('one.ts', 'one.ts')).stdout).toBe('loaded\n');
  });

  it('of one name in one file are refused, by the name', async () => {
    await expect(load('copied.ts')).rejects.toThrow(/DuplicateNameError[^]*"hello"/);
  });

  it('of one provider in two files are refused, by the name', async () => {
    expect((await load('provider.ts', 'provider.ts')).stdout).toBe('loaded\n');
    await expect(load('provider.ts', 'provider-too.ts')).rejects.toThrow(
      /DuplicateNameError[^]*llm\.mine\.complete/,
    );
  });

  it('of one name in two files are refused, by the name', async () => {
    await expect(load('one.ts', 'other.ts')).rejects.toThrow(/DuplicateNameError[^]*"hello"/);
  });
});
