import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WorkflowBundleError } from '@mcp-agent/core/errors';
import type { Findings } from './findings.ts';
import { loadBundle } from './load-bundle.ts';
import { escape, lineOf } from './module-state.ts';

/**
 * Bundles a workflow file as a worker does, loads it as Temporal's isolate does, and returns it; `undefined` if that
 * fails, or if `@mcp-agent/executor-temporal` is not installed.
 */
export async function checkBundle(workflows: URL, findings: Findings): Promise<string | undefined> {
  const bundleWorkflows = await findBundler();
  if (bundleWorkflows === undefined) return undefined;
  try {
    const { code } = await bundleWorkflows(workflows);
    return loadBundle(code, findings) === undefined ? undefined : code;
  } catch (error) {
    if (!WorkflowBundleError.isInstance(error)) throw error;
    await reportImports(error, fileURLToPath(workflows), findings);
    return undefined;
  }
}

async function findBundler(): Promise<((workflows: URL) => Promise<{ code: string }>) | undefined> {
  try {
    return (await import('@mcp-agent/executor-temporal/worker')).bundleWorkflows;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** Reports each import that the bundler rejects, with its line. */
async function reportImports(error: WorkflowBundleError, file: string, findings: Findings): Promise<void> {
  const named = [...error.message.matchAll(/^ {2}(\S+), imported by (.+)$/gm)];
  for (const [, module = '', importer = ''] of named) {
    const from = resolve(importer);
    findings.problem(
      'import',
      `${module} cannot be imported in a workflow on Temporal: move the code that needs it into a file with activities, ` +
        'import only its types (import type), and call it by proxyActivities or proxyActivity.',
      { file: from, line: await lineOf(from, new RegExp(`['"\`]${escape(module)}['"\`]`)) },
    );
  }
  if (named.length === 0) findings.problem('bundle', error.message, { file, line: 1 });
}
