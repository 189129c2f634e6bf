import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { NODE_GLOBALS } from '@mcp-agent/core/engine';
import { CapabilityError, WorkflowFailedError } from '@mcp-agent/core/errors';
import { errorOf } from '@mcp-agent/testing/support';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { beforeAll, expect, it } from 'vitest';
import { TemporalExecutor } from './index.ts';
import { catchesError, needsGlobal, probesGlobals } from './test-support/globals-workflows.ts';
import { startWorker } from './worker/index.ts';

const NAMES = Object.keys(NODE_GLOBALS);

/** A workflow file that reads each global of Node.js by its name, and lists the errors. */
const ALL_GLOBALS = `
import { MCPApp } from '@mcp-agent/core';

const READ = { ${NAMES.map((name) => `${name}: () => ${name}`).join(', ')} };

export const all = new MCPApp({ name: 'globals' }).workflow('globals.all', async () => {
  const found = {};
  for (const [name, read] of Object.entries(READ)) {
    try {
      read();
      found[name] = 'no error';
    } catch (error) {
      found[name] = error.message;
    }
  }
  return found;
});
`;

describeWithTemporal('a global of Node.js in workflow code', ({ address: temporalHost, namespace }) => {
  const temporal = { temporalHost, namespace, taskQueue: randomUUID() };
  let executor: TemporalExecutor;

  beforeAll(async () => {
    const workflows = new URL('test-support/globals-workflows.ts', import.meta.url);
    const worker = await startWorker({ workflows, settings: { logger: { type: 'none' } }, ...temporal });
    executor = new TemporalExecutor(temporal);
    return async () => {
      await executor.close();
      await worker.close();
    };
  });

  it.each([
    ['call', 'fetch', 'move it into an activity'],
    ['member', 'crypto', 'ctx.uuid()'],
    ['memberOfGlobalThis', 'crypto', 'ctx.uuid()'],
    ['callOfGlobalThis', 'structuredClone', 'JSON.parse'],
    ['construct', 'WebSocket', 'move it into an activity'],
    ['constructOfGlobalThis', 'MessageChannel', 'ctx.signalWorkflow'],
    ['shorthand', 'setImmediate', 'ctx.sleep'],
    ['environment', 'process', 'in the input of the workflow'],
    ['clock', 'performance', 'ctx.now()'],
    ['classTest', 'Headers', 'a plain object'],
  ] as const)(
    '%s: the run fails with an error that names %s and its replacement',
    async (use, name, advice) => {
      const error = await errorOf(executor.executeWorkflow(needsGlobal, { use }));
      const cause = WorkflowFailedError.isInstance(error) ? error.cause : error;
      if (!CapabilityError.isInstance(cause)) throw cause;
      expect(cause).toMatchObject({
        engine: 'temporal',
        capability: name,
        cause: { type: 'ReferenceError', message: `${name} is not defined` },
      });
      expect(cause.message).toContain(advice);
      expect(cause.stack?.split('\n')[1]).toContain('globals-workflows.ts');
    },
  );

  it('shows its replacement to workflow code that catches the error', async () => {
    expect(await executor.executeWorkflow(catchesError)).toContain('move it into an activity');
  });

  it('can be tested for, as libraries do, and polyfilled', async () => {
    expect(await executor.executeWorkflow(probesGlobals)).toEqual({
      typeofFetch: 'undefined',
      typeofMember: 'undefined',
      inGlobalThis: false,
      ofGlobalThis: true,
      optionalChain: true,
      guarded: 'absent',
      localName: 'local',
      polyfill: 'polyfill of x',
    });
  });

  it('has an error with its replacement, whichever it is', async () => {
    const folder = await mkdtemp(fileURLToPath(new URL('test-support/tmp-', import.meta.url)));
    try {
      const file = join(folder, 'all.ts');
      await writeFile(file, ALL_GLOBALS);
      const workflows = pathToFileURL(file);
      const queue = { temporalHost, namespace, taskQueue: randomUUID() };
      await using _worker = await startWorker({
        workflows,
        settings: { logger: { type: 'none' } },
        ...queue,
      });
      await using other = new TemporalExecutor(queue);
      const { all } = await import(workflows.href);
      expect(await other.executeWorkflow(all)).toEqual(
        Object.fromEntries(
          NAMES.map((name) => [
            name,
            `${name} does not exist in a workflow on Temporal: ${NODE_GLOBALS[name]}.`,
          ]),
        ),
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
