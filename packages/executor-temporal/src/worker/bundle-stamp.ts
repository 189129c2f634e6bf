import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { WorkflowBundleError } from '@mcp-agent/core/errors';

/** Packages whose versions must match between a bundle and its worker. */
const PACKAGES = ['@mcp-agent/executor-temporal', '@mcp-agent/core', '@temporalio/workflow'];

/** Metadata of a bundle. */
export interface BundleStamp {
  /** Versions used for the bundle, by package name. */
  readonly versions: Readonly<Record<string, string>>;
  /** Names of the workflows that the file exported when it was bundled. */
  readonly workflows: readonly string[];
}

const MARK = '//# mcp-agent-bundle=';
const SOURCE_MAP = '//# sourceMappingURL=';

/** Adds the stamp to a bundle. The source map stays on the last line, where Temporal expects it. */
export function stamped(code: string, workflows: readonly string[]): string {
  const stamp: BundleStamp = { versions: versionsHere(), workflows };
  return withStatement(code, `${MARK}${JSON.stringify(stamp)}\n`);
}

/** Adds a statement to a bundle, which the isolate runs before any workflow. */
export function withStatement(code: string, statement: string): string {
  const end = code.lastIndexOf(SOURCE_MAP);
  return `${code.slice(0, end)}${statement}${code.slice(end)}`;
}

/**
 * Reads the stamp of a bundle.
 *
 * @param where the bundle's name in errors
 * @throws {@link WorkflowBundleError} if `bundleWorkflows` did not create the bundle, or other package versions were
 * used
 */
export function stampOf(code: string, where: string): BundleStamp {
  const begin = code.lastIndexOf(MARK);
  if (begin === -1) {
    throw refused(`${where} was not created by bundleWorkflows. Create it again with bundleWorkflows.`);
  }
  const line = code.slice(begin + MARK.length, code.indexOf('\n', begin));
  const stamp: BundleStamp = JSON.parse(line);
  const differ = Object.entries(versionsHere())
    .filter(([name, version]) => stamp.versions[name] !== version)
    .map(([name, version]) => `${name} ${stamp.versions[name] ?? '(none)'}, but this worker has ${version}`);
  if (differ.length > 0) {
    throw refused(
      `${where} was created with ${differ.join('; ')}. ` +
        'Create it again with bundleWorkflows and the same versions as the worker.',
    );
  }
  return stamp;
}

/** Creates the error for an unusable bundle. */
export function refused(message: string): WorkflowBundleError {
  return new WorkflowBundleError(message, { modules: [] });
}

function versionsHere(): Record<string, string> {
  return Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)]));
}

function versionOf(name: string): string {
  const file = findPackageJSON(name, import.meta.url);
  if (file === undefined) return 'unknown';
  const { version }: { version: string } = JSON.parse(readFileSync(file, 'utf8'));
  return version;
}
