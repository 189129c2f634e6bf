import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../../scripts/packages.ts';
import { importCircles } from './import-circles.ts';

/** Folders with circles of types that are still to be broken. */
const EXCEPTIONS = /^(?:apps\/playground|packages\/(?:mcp|provider-utils))\//;

test('no file imports itself through other files, types included', () => {
  const folders = [
    'packages/*/src',
    'apps/*/src',
    'examples/*/src',
    'benchmarks/src',
    'chaos/src',
    'scripts',
    'tests/src',
  ];
  expect(importCircles(ROOT, folders).filter(([first = '']) => !EXCEPTIONS.test(first))).toEqual([]);
});

test('a circle of types is found, and files that only lead to it are not', () => {
  const found = circlesIn({
    'src/a.ts': "import type { B } from './b.ts';",
    'src/b.ts': "export type { C } from './deep/c.ts';",
    'src/deep/c.ts': "import '../a.ts';",
    'src/leads.ts': "import './a.ts';",
    'src/alone.ts': "import 'node:fs';",
  });
  expect(found).toEqual([['src/a.ts', 'src/b.ts', 'src/deep/c.ts']]);
});

test('two circles are two groups', () => {
  const found = circlesIn({
    'src/a.ts': "import './b.ts';",
    'src/b.ts': "import './a.ts'; import './c.ts';",
    'src/c.ts': "import './d.ts';",
    'src/d.ts': "const c = () => import('./c.ts');",
  });
  expect(found).toEqual([
    ['src/a.ts', 'src/b.ts'],
    ['src/c.ts', 'src/d.ts'],
  ]);
});

function circlesIn(files: Readonly<Record<string, string>>): readonly (readonly string[])[] {
  const root = mkdtempSync(join(tmpdir(), 'mcp-agent-circles-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return importCircles(root, ['src']);
}
