import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { CONFIG, testProject } from './test-project.ts';

const HERE = join(import.meta.dirname, '..');

test("the README's first example prints what its comments say", async () => {
  const readme = await readFile(join(HERE, 'README.md'), 'utf8');
  const yaml = block(readme, 'yaml');
  const source = block(readme, 'ts');
  await using project = await testProject({
    [CONFIG]: yaml,
    'main.ts': source,
    'package.json': '{"type":"module"}',
  });
  await mkdir(project.path('node_modules/@mcp-agent'), { recursive: true });
  await symlink(HERE, project.path('node_modules/@mcp-agent/config'));
  const { stdout } = await promisify(execFile)(process.execPath, ['main.ts'], { cwd: project.folder });
  const promised = [...source.matchAll(/\/\/ ([^\s,]+)/g)].map((match) => match[1]);
  expect(promised).toHaveLength(3);
  expect(stdout.trim().split('\n')).toEqual(promised);
});

function block(markdown: string, language: string): string {
  const found = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(markdown)?.[1];
  if (found === undefined) throw new Error(`The README has no block of ${language}.`);
  return found;
}
