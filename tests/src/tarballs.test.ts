import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../scripts/check/command.ts';
import { packAll } from '../../scripts/check/pack.ts';
import { publishedPackages, ROOT } from '../../scripts/packages.ts';

let folder: string;
let tarballs: ReadonlyMap<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcp-agent-tarballs-'));
  tarballs = new Map((await packAll(folder)).map(({ name, file }) => [name, file]));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(publishedPackages())('the tarball of $name', ({ name }) => {
  const tarball = (): string => {
    const file = tarballs.get(name);
    if (file === undefined) throw new Error(`There is no tarball of ${name}.`);
    return file;
  };

  test('passes publint and attw', async () => {
    const commands = [
      ['publint', 'run', '--strict', tarball()],
      ['attw', '--profile', 'esm-only', '--no-color', '--no-emoji', tarball()],
    ];
    const results = await Promise.all(commands.map((command) => runCommand(command)));
    expect(results.filter(({ ok }) => !ok).map(({ output }) => output)).toEqual([]);
  });

  test("has the root's LICENSE", async () => {
    // A tar archive has each file's name, padded with NUL, and its bytes.
    const archive = gunzipSync(await readFile(tarball()));
    expect(archive.includes('package/LICENSE\0')).toBe(true);
    expect(archive.includes(await readFile(join(ROOT, 'LICENSE')))).toBe(true);
  });
});
