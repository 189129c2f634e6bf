import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkflowDefinition } from '@mcp-agent/core';
import { DuplicateNameError } from '@mcp-agent/core/errors';

/** A workflow or activity, and the place that exports it. */
interface Found {
  readonly definition: unknown;
  readonly path: string;
  readonly exported: string;
}

/**
 * Checks that a worker's files export no two workflows, and no two activities, with the same name: only the last one
 * would be found. A file that was loaded twice, by two URLs, has no duplicates.
 *
 * @throws {@link DuplicateNameError} naming both exports
 */
export function checkDuplicates(files: readonly (readonly [file: URL, exports: object])[]): void {
  const known = new Map<string, Found>();
  for (const [file, exports] of files) {
    for (const [exported, value] of Object.entries(exports)) {
      const named = nameOf(value, exported);
      if (named === undefined) continue;
      const { kind, name, definition } = named;
      const found = { definition, path: fileURLToPath(file), exported };
      const former = known.get(`${kind} ${name}`);
      if (former !== undefined && former.definition !== definition && !isSameExport(former, found)) {
        throw new DuplicateNameError(
          `Two ${kind} of this worker are named "${name}": ${placeOf(former)} and ${placeOf(found)}. Rename one of them.`,
          { definitionName: name },
        );
      }
      known.set(`${kind} ${name}`, found);
    }
  }
}

/** Compares paths like the file system: `C:\a.ts` and `c:\a.ts` are one file. */
function isSameExport(one: Found, other: Found): boolean {
  return one.exported === other.exported && relative(one.path, other.path) === '';
}

function placeOf({ path, exported }: Found): string {
  return `"${exported}" of ${relative(process.cwd(), path)}`;
}

function nameOf(
  value: unknown,
  exported: string,
): { readonly kind: string; readonly name: string; readonly definition: unknown } | undefined {
  if (isWorkflow(value)) return { kind: 'workflows', name: value.name, definition: value };
  if (typeof value !== 'function') return undefined;
  if (!('definition' in value)) return { kind: 'activities', name: exported, definition: value };
  const { definition } = value;
  const isNamed = typeof definition === 'object' && definition !== null && 'name' in definition;
  return isNamed ? { kind: 'activities', name: String(definition.name), definition } : undefined;
}

/** Whether a value was returned by `app.workflow`. */
export function isWorkflow(value: unknown): value is WorkflowDefinition {
  return typeof value === 'object' && value !== null && 'app' in value && 'run' in value && 'name' in value;
}
