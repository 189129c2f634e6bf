import { globSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { startStandInModel } from '@mcp-agent/testing/model';
import { beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../../scripts/packages.ts';
import { blocksOf } from './markdown.ts';
import { runProgram } from './process.ts';
import { type ReadmeFolder, readmeFolders } from './readme-files.ts';

// Inside this package, which depends on all published packages, so that the imports of READMEs resolve.
const TARGET = join(import.meta.dirname, '..', 'readme-blocks');

const DOCUMENTS = globSync(
  ['README.md', 'CONTRIBUTING.md', 'packages/*/README.md', 'docs/**/*.md', 'examples/*/README.md'],
  {
    cwd: ROOT,
  },
).toSorted();

interface Written {
  readonly document: string;
  readonly folder: string;
  readonly files: ReadmeFolder;
}

const written: readonly Written[] = DOCUMENTS.flatMap((document) =>
  readmeFolders(blocksOf(readFileSync(join(ROOT, document), 'utf8'))).map((files, index) => ({
    document,
    folder: join(document.replaceAll('/', '-').replace(/\.md$/, ''), String(index + 1)),
    files,
  })),
);

beforeAll(async () => {
  await rm(TARGET, { recursive: true, force: true });
  for (const { folder, files } of written) {
    for (const { name, code } of files) {
      const file = join(TARGET, folder, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, code);
    }
  }
  const options = {
    extends: '../../tsconfig.base.json',
    include: ['.'],
    compilerOptions: {
      types: ['node'],
      // A reader's file may use top-level await, and needs no annotations.
      moduleDetection: 'force',
      isolatedDeclarations: false,
      declaration: false,
      noUnusedLocals: false,
    },
  };
  await mkdir(TARGET, { recursive: true });
  await writeFile(join(TARGET, 'tsconfig.json'), JSON.stringify(options));
  await writeFile(join(TARGET, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
});

test('every block of TypeScript in the READMEs compiles', async () => {
  const { output } = await runProgram(['tsc', '-p', '.', '--pretty', 'false'], TARGET);
  expect(
    output
      .split('\n')
      .filter((line) => line !== '')
      .map(inReadme),
  ).toEqual([]);
});

const runnable = written.flatMap(({ document, folder, files }) =>
  files
    .filter(({ run }) => run)
    .map((file) => ({ where: `${document}:${file.line}`, name: file.name, folder })),
);

describe.skipIf(runnable.length === 0)('a block marked `run`', () => {
  test.each(runnable)('$where runs', async ({ name, folder }) => {
    await using model = await startStandInModel();
    const { status, output } = await runProgram([process.execPath, name], join(TARGET, folder), {
      OPENAI_BASE_URL: model.baseUrl,
      OPENAI_API_KEY: model.apiKey,
    });
    expect(status, output).toBe(0);
  });
});

/** Returns a compiler error with its place in the README instead of the generated file. */
function inReadme(complaint: string): string {
  const [whole = '', path, line = '0'] = /^(.+?)\((\d+),\d+\)/.exec(complaint) ?? [];
  for (const { document, folder, files } of written) {
    const file = files.find(({ name }) => path === join(folder, name));
    if (file !== undefined) return complaint.replace(whole, `${document}:${file.line + Number(line) - 1}`);
  }
  return complaint;
}
