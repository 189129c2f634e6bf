import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { WorkflowDefinition } from '@mcp-agent/core';
import { ConfigurationError, WorkflowBundleError, WorkflowFailedError } from '@mcp-agent/core/errors';
import { errorOf } from '@mcp-agent/testing/support';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TemporalExecutor } from '../index.ts';
import { bundleWorkflows, startWorker } from './index.ts';

/** A file whose one workflow, or two, say what they are given. */
const text = (says: string, ...names: string[]): string =>
  [
    "import { MCPApp } from '@mcp-agent/core';",
    "const app = new MCPApp({ name: 'made' });",
    ...names.map(
      (name, index) =>
        `export const w${index} = app.workflow('made.${name}', async (_ctx, fail: boolean) => {\n` +
        `  if (fail) throw new Error('${says}');\n  return '${says}';\n});`,
    ),
    '',
  ].join('\n');

/** As a client that has not the file knows a workflow of it. */
const workflow = (name: string): WorkflowDefinition<boolean, string> => ({
  name,
  app: 'made',
  run: async () => 'in the client',
});

let folder: string;
let before: URL;
let after: URL;
let bundle: URL;

beforeAll(async () => {
  // Within the package, so that the files find what they import.
  folder = await mkdtemp(fileURLToPath(new URL('../test-support/tmp-', import.meta.url)));
  const at = (name: string): URL => pathToFileURL(join(folder, name));
  [before, after, bundle] = [at('before.ts'), at('after.ts'), at('bundle.js')];
  await writeFile(before, text('bundled', 'one'));
  await writeFile(after, text('not bundled', 'other', 'more'));
  await writeFile(bundle, (await bundleWorkflows(before)).code);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describeWithTemporal('a workflowBundle', ({ address }) => {
  it('runs in the worker, with the line numbers of its source file', async () => {
    // What is in the file now is not looked at: only what it exports.
    await writeFile(before, `// A line more.\n${text('read again', 'one')}`);
    const options = { temporalHost: address, taskQueue: `bundle-${randomUUID()}` };
    await using _worker = await startWorker({ ...options, workflows: before, workflowBundle: bundle });
    await using executor = new TemporalExecutor({ ...options, workerWait: Infinity });
    expect(await executor.executeWorkflow(workflow('made.one'), false)).toBe('bundled');
    const error = await errorOf(executor.executeWorkflow(workflow('made.one'), true));
    expect(WorkflowFailedError.isInstance(error) && String(cause(error)?.stack)).toMatch(/before\.ts:4:/);
  });

  it('can be the object that bundleWorkflows returned', async () => {
    const options = { temporalHost: address, taskQueue: `bundle-${randomUUID()}` };
    const workflowBundle = await bundleWorkflows(after);
    await using _worker = await startWorker({ ...options, workflows: after, workflowBundle });
    await using executor = new TemporalExecutor({ ...options, workerWait: Infinity });
    expect(await executor.executeWorkflow(workflow('made.more'), false)).toBe('not bundled');
  });
});

describe('a workflowBundle is rejected', () => {
  const refusal = (options: Omit<Parameters<typeof startWorker>[0], 'temporalHost'>): Promise<unknown> =>
    errorOf(startWorker({ ...options, temporalHost: '127.0.0.1:1' }));

  it('if it lacks exported workflows, and they are named', async () => {
    const error = await refusal({ workflows: after, workflowBundle: bundle });
    expect(WorkflowBundleError.isInstance(error)).toBe(true);
    expect(error).toHaveProperty('message', expect.stringMatching(/bundle\.js .*made\.other, made\.more/));
    expect(error).toHaveProperty('message', expect.stringContaining('Create it again with bundleWorkflows'));
  });

  it('if another version created it, and both versions are named', async () => {
    const { code } = await bundleWorkflows(after);
    const old = code.replace(/("@mcp-agent\/core":)"[^"]+"/, '$1"0.0.9"');
    const error = await refusal({ workflows: after, workflowBundle: { code: old } });
    expect(WorkflowBundleError.isInstance(error)).toBe(true);
    expect(error).toHaveProperty('message', expect.stringMatching(/@mcp-agent\/core 0\.0\.9, .* worker has/));
  });

  it('if bundleWorkflows did not create it', async () => {
    const error = await refusal({ workflows: after, workflowBundle: { code: 'export {};' } });
    expect(error).toHaveProperty('message', expect.stringContaining('not created by bundleWorkflows'));
  });

  it('if it does not exist, and its path is named', async () => {
    const workflowBundle = pathToFileURL(join(folder, 'nowhere.js'));
    const error = await refusal({ workflows: after, workflowBundle });
    expect(ConfigurationError.isInstance(error) && error.file).toBe(join(folder, 'nowhere.js'));
  });
});

function cause(error: Error): Error | undefined {
  return error.cause instanceof Error ? error.cause : undefined;
}
