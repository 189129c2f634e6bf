import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ConfigurationError } from '@mcp-agent/core/errors';
import { activityDefaultsStatement } from '../activity-defaults.ts';
import { makeBundle } from './bundle.ts';
import { refused, stamped, stampOf, withStatement } from './bundle-stamp.ts';
import { isWorkflow } from './exported-names.ts';
import { load } from './load.ts';
import type { WorkerOptions, WorkflowBundle } from './options.ts';

/**
 * Bundles a workflow file ahead of time, for example in an image build. The worker then starts in half the time and
 * needs no TypeScript. Pass the result as `workflowBundle`. The worker still loads the workflow file for the
 * activities of its imports.
 *
 * @param workflows file that defines the workflows, `.ts` or `.js`
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises';
 * import { bundleWorkflows } from '@mcp-agent/executor-temporal/worker';
 *
 * const { code } = await bundleWorkflows(new URL('./workflows.ts', import.meta.url));
 * await writeFile(new URL('./workflows.bundle.js', import.meta.url), code);
 * ```
 * @throws {@link WorkflowBundleError} naming the imports that cannot run in the isolate, and where they belong
 * @throws {@link ConfigurationError} when the file does not exist or cannot be loaded in this Node.js version
 */
export async function bundleWorkflows(workflows: URL): Promise<WorkflowBundle> {
  const code = await makeBundle(workflows);
  return { code: stamped(code, namesIn(await load(workflows))) };
}

/**
 * Returns the worker's prebuilt bundle, or bundles the workflow file now, with the options of activities in its
 * settings.
 *
 * @throws {@link WorkflowBundleError} when the prebuilt bundle has another version
 */
export async function bundleFor(options: WorkerOptions): Promise<WorkflowBundle> {
  const { workflowBundle: given, workflows, settings = {} } = options;
  const statement = activityDefaultsStatement(settings);
  if (given === undefined) return { code: withStatement(await makeBundle(workflows), statement) };
  const code = given instanceof URL ? await read(given) : given.code;
  stampOf(code, nameOf(given));
  return { code: withStatement(code, statement) };
}

/**
 * Checks that a bundle contains all workflows of the workflow file.
 *
 * @param exported the current exports of the workflow file
 * @throws {@link WorkflowBundleError} when the bundle lacks a workflow
 */
export function checkWorkflows(
  given: URL | WorkflowBundle,
  { code }: WorkflowBundle,
  exported: object,
): void {
  const has = new Set(stampOf(code, nameOf(given)).workflows);
  const lacks = namesIn(exported).filter((name) => !has.has(name));
  if (lacks.length === 0) return;
  throw refused(
    `${nameOf(given)} lacks workflows of the workflow file: ${lacks.join(', ')}. It is older than the file. ` +
      'Create it again with bundleWorkflows.',
  );
}

function namesIn(exported: object): string[] {
  return Object.values(exported).flatMap((value: unknown) => (isWorkflow(value) ? value.name : []));
}

function nameOf(given: URL | WorkflowBundle): string {
  return given instanceof URL ? `The workflow bundle ${fileURLToPath(given)}` : 'The workflowBundle';
}

async function read(file: URL): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new ConfigurationError(
      `The workflow bundle ${fileURLToPath(file)} cannot be read. Create it with bundleWorkflows before the worker starts.`,
      { file: fileURLToPath(file), cause },
    );
  }
}
