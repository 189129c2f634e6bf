import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { publishedPackages, ROOT } from '../../scripts/packages.ts';

describe.each(publishedPackages())('$name', ({ folder, manifest }) => {
  test('publishes from dist what it exports in the workspace', () => {
    const published = manifest.publishConfig?.exports ?? {};
    expect(targets(published)).toEqual(targets(manifest.exports).map(built));
  });

  test('has a README', () => {
    expect(existsSync(join(ROOT, folder, 'README.md'))).toBe(true);
  });

  test('has only existing names in the export tables of its README', () => {
    const reports = globSync(`api/${folder.replace('packages/', '')}.*`, { cwd: ROOT });
    const exported = new Set(reports.flatMap((file) => read(file).match(/\w+/g) ?? []));
    expect(tabledExports(read(join(folder, 'README.md'))).filter((name) => !exported.has(name))).toEqual([]);
  });

  test('has no LICENSE file: pnpm packs the one at the root', () => {
    expect(existsSync(join(ROOT, folder, 'LICENSE'))).toBe(false);
  });
});

/** Lists the paths of an exports map with their files: `./worker > default: ./dist/worker/index.js`. */
function targets(exported: unknown, path: readonly string[] = []): string[] {
  if (typeof exported === 'string') return [`${path.join(' > ')}: ${exported}`];
  return Object.entries(exported ?? {}).flatMap(([key, inner]) => {
    // publint and attw check the types.
    if (key === 'types') return [];
    return targets(inner, key === 'default' ? path : [...path, key]);
  });
}

/** Returns the built file of a source file. */
function built(target: string): string {
  return target.replace(': ./src/', ': ./dist/').replace(/(?<=\/dist\/.*)\.ts$/, '.js');
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** Returns the names in the first column of the tables whose first heading is `export`. */
function tabledExports(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^\| export .*\n(?:\|.*\n)+/gm)].flatMap(([table]) =>
    table
      .split('\n')
      .flatMap((row) => [...(row.split(' | ')[0] ?? '').matchAll(/`(\w+)[^`]*`/g)])
      .map(([, name = '']) => name),
  );
}
