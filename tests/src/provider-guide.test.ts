import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/packages.ts';
import { blocksOf } from './markdown.ts';
import { runProgram } from './process.ts';
import { readmeFolders } from './readme-files.ts';

// Next to the other README blocks, where its imports resolve.
const FOLDER = join(import.meta.dirname, '..', 'provider-guide');

test("the guide's provider passes the suite as the guide runs it", async () => {
  const [files = []] = readmeFolders(blocksOf(readFileSync(join(ROOT, 'docs/providers.md'), 'utf8')));
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER);
  for (const { name, code } of files) await writeFile(join(FOLDER, name), code);
  await writeFile(
    join(FOLDER, 'vitest.config.ts'),
    "export default { test: { include: ['acme.suite.ts'], reporters: ['default'] } };",
  );
  const { status, output } = await runProgram(['vitest', 'run'], FOLDER);
  expect(status, output).toBe(0);
  expect(Number(/Tests\s+(\d+) passed/.exec(output)?.[1])).toBeGreaterThan(50);
});
