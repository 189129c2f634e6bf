import { globSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { importsOf } from './imports.ts';

/** The files below some folders that import each other in a circle, one list for each group. */
export function importCircles(root: string, folders: readonly string[]): readonly (readonly string[])[] {
  const files = globSync(
    folders.map((folder) => `${folder}/**/*.ts`),
    { cwd: root, exclude: ['**/node_modules/**', '**/dist/**'] },
  );
  const imports = new Map(files.map((file) => [file, importedFiles(root, file)]));
  const reached = new Map(files.map((file) => [file, reachableFrom(file, imports)]));
  const groups = new Map<string, string[]>();
  for (const file of files.toSorted()) {
    if (reached.get(file)?.has(file) !== true) continue;
    const first = [...groups.keys()].find(
      (other) => reached.get(file)?.has(other) === true && reached.get(other)?.has(file) === true,
    );
    if (first === undefined) groups.set(file, [file]);
    else groups.get(first)?.push(file);
  }
  return [...groups.values()];
}

/** Imports of types count: a reader who follows one file must not come back to it. */
function importedFiles(root: string, file: string): readonly string[] {
  return importsOf(join(root, file)).flatMap(({ specifier }) =>
    specifier?.startsWith('.') === true ? [relative(root, join(root, dirname(file), specifier))] : [],
  );
}

function reachableFrom(file: string, imports: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [...(imports.get(file) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    open.push(...(imports.get(next) ?? []));
  }
  return reached;
}
