import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { WorkflowBundleError } from '@mcp-agent/core/errors';

/** What a bundle must share with the worker that runs it. */
const PACKAGES = ['@mcp-agent/executor-temporal', '@mcp-agent/core', '@temporalio/workflow'];

/** What a bundle says of itself. */
export interface BundleStamp {
  /** The versions that it was made with, by the package's name. */
  readonly versions: Readonly<Record<string, string>>;
  /** The workflows that its file exported when it was made. */
  readonly workflows: readonly string[];
}

const MARK = '//# mcp-agent-bundle=';
const SOURCE_MAP = '//# sourceMappingURL=';

/** Writes into a bundle what it was made with. Its source map stays in the last line: there Temporal looks for it. */
export function stamped(code: string, workflows: readonly string[]): string {
  const stamp: BundleStamp = { versions: versionsHere(), workflows };
  const end = code.lastIndexOf(SOURCE_MAP);
  return `${code.slice(0, end)}${MARK}${JSON.stringify(stamp)}\n${code.slice(end)}`;
}

/**
 * Reads what {@link stamped} wrote.
 *
 * @param where the bundle, as an error names it
 * @throws {@link WorkflowBundleError} for what `bundleWorkflows` has not made, or another version of it has
 */
export function stampOf(code: string, where: string): BundleStamp {
  const begin = code.lastIndexOf(MARK);
  if (begin === -1) {
    throw refused(`${where} is not a bundle of bundleWorkflows. Make it with that.`);
  }
  const line = code.slice(begin + MARK.length, code.indexOf('\n', begin));
  const stamp: BundleStamp = JSON.parse(line);
  const differ = Object.entries(versionsHere())
    .filter(([name, version]) => stamp.versions[name] !== version)
    .map(([name, version]) => `${name} ${stamp.versions[name] ?? '(none)'}, and this worker has ${version}`);
  if (differ.length > 0) {
    throw refused(
      `${where} was made with ${differ.join('; ')}. Make it again with the versions that the worker has: ` +
        'run bundleWorkflows wherever the packages are installed for it.',
    );
  }
  return stamp;
}

/** That a bundle cannot be used. */
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
