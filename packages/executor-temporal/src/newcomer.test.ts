import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MCPApp } from '@mcp-agent/core';
import {
  ConfigurationError,
  EngineUnavailableError,
  NoWorkerError,
  UnknownWorkflowError,
  WorkflowBundleError,
  WorkflowFailedError,
} from '@mcp-agent/core/errors';
import { errorOf, testTimeout } from '@mcp-agent/testing/support';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { echo } from '@mcp-agent/conformance/engine/workflows';
import { TemporalExecutor } from './index.ts';
import { bundleWorkflows, startWorker } from './worker/index.ts';

// The first errors of someone new: each must come in seconds, and say what to do.

const app = new MCPApp({ name: 'newcomer' });
const lonely = app.workflow('newcomer.lonely', async () => 'never');
const WORKFLOWS = new URL(import.meta.resolve('@mcp-agent/conformance/engine/workflows'));

describe('without a server', () => {
  // A port that nothing listens on: reserved for it, and never given to programs.
  const nowhere = { temporalHost: '127.0.0.1:1' };

  it('an executor reports the address, and how to start a server', async () => {
    await using executor = new TemporalExecutor(nowhere);
    const before = Date.now();
    const error = await errorOf(executor.executeWorkflow(lonely));
    expect(EngineUnavailableError.isInstance(error) && error.address).toBe('127.0.0.1:1');
    expect(error).toHaveProperty(
      'message',
      expect.stringMatching(/127\.0\.0\.1:1.*temporal server start-dev/),
    );
    expect(Date.now() - before).toBeLessThan(testTimeout(30_000));
  });

  it('a worker reports the address, and how to start a server', async () => {
    const error = await errorOf(startWorker({ workflows: WORKFLOWS, ...nowhere }));
    expect(EngineUnavailableError.isInstance(error) && error.address).toBe('127.0.0.1:1');
  });
});

describe('a workflow file', () => {
  let folder: string;

  beforeAll(async () => {
    // Within the package, so that the file finds what it imports.
    folder = await mkdtemp(fileURLToPath(new URL('test-support/tmp-', import.meta.url)));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  const write = async (name: string, text: string): Promise<URL> => {
    const file = join(folder, name);
    await writeFile(file, text);
    return pathToFileURL(file);
  };

  it('that imports a forbidden module is rejected, with the module, its importer and the fix', async () => {
    await write('helper.ts', "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n");
    const workflows = await write(
      'direct.ts',
      "import { read } from './helper.ts';\nexport const x = read;\n",
    );
    const error = await errorOf(startWorker({ workflows, temporalHost: '127.0.0.1:1' }));
    if (!WorkflowBundleError.isInstance(error)) throw error;
    expect(error.modules).toEqual(['node:fs']);
    expect(error.message).toMatch(/node:fs, imported by .*helper\.ts/);
    expect(error.message).toContain('file of activities');
  });

  it('that imports a missing module is rejected, and the module is named', async () => {
    const workflows = await write('missing.ts', "import { x } from './not-there.ts';\nexport const y = x;\n");
    const error = await errorOf(startWorker({ workflows, temporalHost: '127.0.0.1:1' }));
    expect(error).toHaveProperty('message', expect.stringContaining('not-there.ts'));
  });

  it('that does not exist is named in the error', async () => {
    const workflows = pathToFileURL(join(folder, 'nowhere.ts'));
    const error = await errorOf(startWorker({ workflows, temporalHost: '127.0.0.1:1' }));
    expect(ConfigurationError.isInstance(error) && error.message).toContain('nowhere.ts');
  });
});

describeWithTemporal('with a server', ({ address: temporalHost }) => {
  it('an executor reports that no worker polls its task queue, and that the workflow is started', async () => {
    const taskQueue = `lonely-${randomUUID()}`;
    await using executor = new TemporalExecutor({ temporalHost, taskQueue, workerWait: '1s' });
    const error = await errorOf(executor.executeWorkflow(lonely));
    if (!NoWorkerError.isInstance(error)) throw error;
    expect(error.message).toContain(taskQueue);
    expect(error.message).toContain('runWorker');
    const handle = executor.getHandle(error.workflowId);
    expect((await handle.describe()).status).toBe('running');
    await handle.terminate();
  });

  it('an executor reports that the worker of its task queue has stopped', async () => {
    const options = { temporalHost, taskQueue: `stopped-${randomUUID()}` };
    await using patient = new TemporalExecutor({ ...options, workerWait: Infinity });
    await using executor = new TemporalExecutor({ ...options, workerWait: '1s' });
    const worker = await startWorker({ workflows: WORKFLOWS, ...options });
    expect(await patient.executeWorkflow(echo, 'here')).toBe('here');
    await worker.close();
    const error = await errorOf(executor.executeWorkflow(echo, 'gone'));
    if (!NoWorkerError.isInstance(error)) throw error;
    await executor.getHandle(error.workflowId).terminate();
  });

  it('a workflow that the worker does not define fails, and the defined ones are listed', async () => {
    const options = { temporalHost, taskQueue: `unknown-${randomUUID()}` };
    await using _worker = await startWorker({ workflows: WORKFLOWS, ...options });
    await using executor = new TemporalExecutor({ ...options, workerWait: Infinity });
    const error = await errorOf(executor.executeWorkflow(lonely));
    const cause = WorkflowFailedError.isInstance(error) ? error.cause : error;
    if (!UnknownWorkflowError.isInstance(cause)) throw cause;
    expect(cause.workflowName).toBe('newcomer.lonely');
    expect(cause.known).toContain('conformance.echo');
    expect(cause.message).toContain('conformance.echo');
  });

  it('a missing namespace is named in the error', async () => {
    await using executor = new TemporalExecutor({ temporalHost, namespace: 'not-there' });
    const error = await errorOf(executor.startWorkflow(lonely));
    expect(ConfigurationError.isInstance(error) && error.message).toContain('not-there');
    const workflowBundle = await bundleWorkflows(WORKFLOWS);
    const before = Date.now();
    const told = await errorOf(
      startWorker({ workflows: WORKFLOWS, workflowBundle, temporalHost, namespace: 'not-there' }),
    );
    expect(ConfigurationError.isInstance(told) && told.message).toContain('not-there');
    expect(Date.now() - before).toBeLessThan(testTimeout(30_000));
  });
});
