import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/packages.ts';
import { moduleState } from './module-state.ts';

const CORE = join(ROOT, 'packages/core/src');

/** In Temporal's isolate all runs share core's modules, so state in a module would leak from run to run. */
test('core has no mutable module variables: state is in isolateState, or in objects of a run', () => {
  const files = globSync('**/*.ts', { cwd: CORE }).filter((file) => !/\.test(?:-d)?\.ts$/.test(file));
  expect(files.length).toBeGreaterThan(40);
  const found = files.flatMap((file) => moduleState(join(CORE, file)).map((what) => `${file}:${what}`));
  expect(found).toEqual([]);
});

test.each([
  'let count = 0;',
  'export let last: string | undefined;',
  'const known = new Map<string, number>();',
  'export const seen: string[] = [];',
  'const byName: Record<string, number> = {};',
  'const WORD = /\\w+/g;',
  'class Counter { static count = 0; }',
])('%s is state', (source) => {
  expect(moduleState('state.ts', source)).toHaveLength(1);
});

test.each([
  'const known: ReadonlyMap<string, number> = new Map();',
  'const none: readonly string[] = [];',
  'const bound = new WeakMap<object, string>();',
  'const WORD = /\\w+/;',
  "const NAMES = ['a', 'b'];",
  'export class Coded { static readonly code = 1; }',
  'function count(): number { let n = 0; n += 1; return n; }',
])('%s is none', (source) => {
  expect(moduleState('state.ts', source)).toEqual([]);
});
