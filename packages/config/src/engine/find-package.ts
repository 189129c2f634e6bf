import { readFile, realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isJsonObject } from '@mcp-agent/core/host';
import { hasCode } from '../load/find-files.ts';

/** The conditions of Node.js `import`, and `default`. */
const CONDITIONS: ReadonlySet<string> = new Set(['node', 'import', 'module-sync', 'default']);

/**
 * Returns the URL of a package's main module as `import` would resolve it from a folder, or `undefined` if the
 * package is not installed. Node.js itself resolves only from the importing file, which is in this package, not in
 * the user's project.
 */
export async function findPackage(name: string, from: string): Promise<string | undefined> {
  for (let folder = resolve(from); ;) {
    const root = join(folder, 'node_modules', name);
    const manifest = await readManifest(join(root, 'package.json'));
    if (manifest !== undefined) return moduleUrl(await realpath(root), manifest);
    const parent = dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  return resolvedByNode(name, from);
}

async function readManifest(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return undefined;
    throw error;
  }
}

function moduleUrl(root: string, manifest: unknown): string {
  const exported = isJsonObject(manifest) ? manifest['exports'] : undefined;
  if (exported === undefined || exported === null) {
    return pathToFileURL(createRequire(join(root, 'package.json')).resolve(root)).href;
  }
  const target = mainTarget(isJsonObject(exported) && '.' in exported ? exported['.'] : exported);
  if (target === undefined)
    throw new Error(`The package in ${root} has no entry point for import: its "exports" lacks ".".`);
  return pathToFileURL(resolve(root, target)).href;
}

/** Returns the first file of an `exports` entry whose conditions all match. */
function mainTarget(entry: unknown): string | undefined {
  if (typeof entry === 'string') return entry;
  if (Array.isArray(entry)) return entry.map((one) => mainTarget(one)).find((one) => one !== undefined);
  if (!isJsonObject(entry)) return undefined;
  for (const [condition, inner] of Object.entries(entry)) {
    const target = CONDITIONS.has(condition) ? mainTarget(inner) : undefined;
    if (target !== undefined) return target;
  }
  return undefined;
}

/** Resolves a package that is in no `node_modules` folder above, for example with Yarn Plug'n'Play. */
function resolvedByNode(name: string, from: string): string | undefined {
  try {
    return pathToFileURL(createRequire(join(from, 'package.json')).resolve(name)).href;
  } catch {
    return undefined;
  }
}
