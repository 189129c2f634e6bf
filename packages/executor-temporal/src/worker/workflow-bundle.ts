import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ConfigurationError } from '@mcp-agent/core/errors';
import { makeBundle } from './bundle.ts';
import { refused, stamped, stampOf } from './bundle-stamp.ts';
import { isWorkflow } from './exported-names.ts';
import { load } from './load.ts';
import type { WorkerOptions } from './options.ts';

/** A workflow file as Temporal's isolate runs it, with a source map. */
export interface WorkflowBundle {
  /** Write it to a file as it is. */
  readonly code: string;
}

/**
 * Bundles a workflow file beforehand, so that a worker starts in half the time and needs no TypeScript: in the
 * build of an image, for example. A worker takes the result as `workflowBundle`, and still loads the workflow file
 * itself, for the activities of what it imports.
 *
 * @param workflows the file that defines the workflows, `.ts` or `.js`
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises';
 * import { bundleWorkflows } from '@mcp-agent/executor-temporal/worker';
 *
 * const { code } = await bundleWorkflows(new URL('./workflows.ts', import.meta.url));
 * await writeFile(new URL('./workflows.bundle.js', import.meta.url), code);
 * ```
 * @throws {@link WorkflowBundleError} naming what in it cannot run in the isolate, and where that belongs
 * @throws {@link ConfigurationError} when there is no such file, or it does not load in this Node
 */
export async function bundleWorkflows(workflows: URL): Promise<WorkflowBundle> {
  const code = await makeBundle(workflows);
  return { code: stamped(code, namesIn(await load(workflows))) };
}

/**
 * The bundle that a worker was given, or one that is made now.
 *
 * @throws {@link WorkflowBundleError} when the given one is of another version
 */
export async function bundleFor(options: WorkerOptions): Promise<WorkflowBundle> {
  const { workflowBundle: given, workflows } = options;
  if (given === undefined) return { code: await makeBundle(workflows) };
  const code = given instanceof URL ? await read(given) : given.code;
  stampOf(code, nameOf(given));
  return { code };
}

/**
 * @param exported what the workflow file exports now
 * @throws {@link WorkflowBundleError} when a bundle was made before the file defined all of it
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
    `${nameOf(given)} lacks workflows that the workflow file has: ${lacks.join(', ')}. It was made before the file ` +
      'had them: make it again with bundleWorkflows.',
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
      `The workflow bundle ${fileURLToPath(file)} cannot be read. Write there what bundleWorkflows gives, before the worker starts.`,
      { file: fileURLToPath(file), cause },
    );
  }
}
