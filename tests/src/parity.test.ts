import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AGENT_REQUIREMENTS } from '@mcp-agent/conformance/agents';
import { ENGINE_REQUIREMENTS } from '@mcp-agent/conformance/engine';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/packages.ts';

const PAGE = readFileSync(join(ROOT, 'docs/parity.md'), 'utf8');

/** The rows of its tables: the original's name, the name here, and its tests. */
const ROWS = PAGE.split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---') && !line.includes('| shown by'))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()));

const TEST_FILE = /^[\w./-]+\.test(?:-d)?\.ts$/;
const REQUIREMENT = /^[a-z]+\.[a-z-]+$/;

const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

test('docs/parity.md names a test file or a requirement for each feature', () => {
  expect(ROWS.length).toBeGreaterThan(80);
  const bad = ROWS.filter(([, , shown = '']) => {
    const names = quoted(shown);
    return names.length === 0 || !names.every((name) => TEST_FILE.test(name) || REQUIREMENT.test(name));
  });
  expect(bad).toEqual([]);
});

test('each test file that docs/parity.md names exists', () => {
  const files = quoted(PAGE).filter((name) => TEST_FILE.test(name));
  expect(files.length).toBeGreaterThan(50);
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

test('each requirement that docs/parity.md names exists', () => {
  const shown = ROWS.flatMap(([, , cell = '']) => quoted(cell)).filter((name) => REQUIREMENT.test(name));
  const alone = [...PAGE.matchAll(/\(`[^)]*\)/g)].flatMap(([text]) => quoted(text));
  const named = [...shown, ...alone.filter((name) => REQUIREMENT.test(name))];
  expect(named.length).toBeGreaterThan(80);
  expect(named.filter((name) => !(name in ENGINE_REQUIREMENTS || name in AGENT_REQUIREMENTS))).toEqual([]);
});

test('each test title that docs/parity.md quotes is in its file', () => {
  const missing: string[] = [];
  let named = 0;
  for (const [, file = '', all = ''] of PAGE.matchAll(/`([\w./-]+\.test\.ts)`((?:,? "[^"]+")+)/g)) {
    for (const [, words = ''] of all.matchAll(/"([^"]+)"/g)) {
      named += 1;
      if (!read(file).includes(words)) missing.push(`${file}: ${words}`);
    }
  }
  expect(named).toBeGreaterThan(20);
  expect(missing).toEqual([]);
});

test('each identifier that docs/parity.md names is in the sources of a package', () => {
  const files = globSync('packages/*/src/**/*.ts', { cwd: ROOT }).filter((file) => !TEST_FILE.test(file));
  const words = new Set(files.flatMap((file) => read(file).match(/[A-Za-z_]\w*/g) ?? []));
  const named = ROWS.flatMap(([, here = '']) =>
    quoted(here).flatMap((code) => code.match(/[A-Za-z_]\w*/g) ?? []),
  );
  expect(named.length).toBeGreaterThan(150);
  expect(named.filter((name) => !words.has(name))).toEqual([]);
});
