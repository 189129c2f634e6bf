import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../scripts/packages.ts';
import { importsOf } from './imports.ts';

const CORE = join(ROOT, 'packages/core/src');
const ENGINES = ['engine-kit', 'executor-asyncio', 'executor-temporal'];

function sources(folder: string): string[] {
  const files = globSync('**/*.ts', { cwd: folder }).filter((file) => !/\.test(?:-d)?\.ts$/.test(file));
  expect(files.length).toBeGreaterThan(0);
  return files.map((file) => join(folder, file));
}

/** Returns the files of core that define the exports of an entry point. */
function origins(entry: string): ReadonlyMap<string, string> {
  const source = readFileSync(join(CORE, `${entry}.ts`), 'utf8');
  return new Map(
    [...source.matchAll(/export (?:type )?\{([^}]*)\} from '([^']+)'/g)].flatMap(
      ([, names = '', from = '']) => namesIn(names).map((name) => [name, from] as const),
    ),
  );
}

function namesIn(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim().replace(/^type /, ''))
    .filter((name) => name !== '');
}

describe('the two floors of core', () => {
  test('the runtime imports nothing from the floor of agents', () => {
    const upward = sources(join(CORE, 'runtime')).flatMap((file) =>
      importsOf(file)
        .filter(({ specifier = '' }) => specifier.startsWith('.'))
        .map(({ specifier = '' }) => relative(CORE, join(dirname(file), specifier)))
        .filter((target) => !target.startsWith('runtime/'))
        .map((target) => `${relative(CORE, file)} imports ${target}`),
    );
    expect(upward).toEqual([]);
  });

  test('the entry point for engine authors exports names of the runtime only', () => {
    const found = [...origins('engine')].filter(([, from]) => !from.startsWith('./runtime/'));
    expect(found).toEqual([]);
    expect(origins('engine').size).toBeGreaterThan(40);
  });

  test.each(ENGINES)('%s imports names of the runtime only', (name) => {
    const known = origins('index');
    const found = sources(join(ROOT, 'packages', name, 'src')).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\{([^{}]*)\} from '@mcp-agent\/core'/g)]
        .flatMap(([, names = '']) => namesIn(names))
        .filter((one) => known.get(one)?.startsWith('./runtime/') !== true)
        .map((one) => `${relative(ROOT, file)} imports ${one}`),
    );
    expect(found).toEqual([]);
  });

  test.each(ENGINES)('%s imports MCP in at most one file, as a default', (name) => {
    const found = sources(join(ROOT, 'packages', name, 'src')).filter((file) =>
      importsOf(file).some(({ specifier = '' }) => specifier.startsWith('@mcp-agent/mcp')),
    );
    expect(found.length).toBe(name === 'engine-kit' ? 0 : 1);
    for (const file of found) expect(file).toMatch(/default-extensions\.ts$/);
  });
});
