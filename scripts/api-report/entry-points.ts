import { join } from 'node:path';
import { ROOT, type WorkspacePackage } from '../packages.ts';

/** The folder of the checked-in API reports. */
export const API_FOLDER: string = join(ROOT, 'api');

/** Declarations that a published package exports under one path and condition. */
export interface EntryPoint {
  /** The import specifier and any condition: `@mcp-agent/llm-openai (workflow condition)`. */
  readonly name: string;
  /** The file name of its API report: `core.errors.api.md`. */
  readonly report: string;
  /** The absolute path of the package. */
  readonly packageFolder: string;
  /** The absolute path of the built declarations. */
  readonly declarations: string;
}

/** Lists the entry points of a published package that have types. */
export function entryPointsOf({ name, folder, manifest }: WorkspacePackage): readonly EntryPoint[] {
  const packageFolder = join(ROOT, folder);
  return Object.entries(manifest.publishConfig?.exports ?? {}).flatMap(([path, target]) =>
    typesOf(target).map(({ conditions, file }) => {
      const condition = conditions.length === 0 ? '' : ` (${conditions.join('-')} condition)`;
      const entry = `${name}${path.slice(1)}${condition}`;
      return {
        name: entry,
        report: reportFile(entry),
        packageFolder,
        declarations: join(packageFolder, file),
      };
    }),
  );
}

function reportFile(entry: string): string {
  const path = entry.replace(/^@[^/]*\//, '').replace(/ \((.*) condition\)$/, '.$1-condition');
  return `${path.replaceAll('/', '.')}.api.md`;
}

interface Types {
  readonly conditions: readonly string[];
  readonly file: string;
}

/** Finds the `types` of an export, each with the conditions that lead to it. */
function typesOf(target: unknown, conditions: readonly string[] = []): readonly Types[] {
  if (typeof target !== 'object' || target === null) return [];
  return Object.entries(target).flatMap(([key, value]) => {
    if (key === 'types') return [{ conditions, file: value }];
    return typesOf(value, key === 'default' ? conditions : [...conditions, key]);
  });
}
