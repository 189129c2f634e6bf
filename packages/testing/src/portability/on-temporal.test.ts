import { randomUUID } from 'node:crypto';
import { registerActivities, type WorkflowDefinition } from '@mcp-agent/core';
import { NODE_GLOBALS } from '@mcp-agent/core/engine';
import { TimeoutError, WorkflowBundleError } from '@mcp-agent/core/errors';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { bundleWorkflows, startWorker, type TemporalWorker } from '@mcp-agent/executor-temporal/worker';
import { Client, Connection } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithTemporal } from '../temporal/vitest.ts';
import { checkPortability } from './check.ts';
import * as activities from './fixtures/activities.ts';
import { readsAtLoad } from './fixtures/reads-at-load.ts';
import * as portable from './fixtures/portable-workflows.ts';
import { NONPORTABLE, type NonportableCase } from './fixtures/nonportable-cases.ts';

// Verifies the check against a real server: each nonportable workflow fails or behaves differently, and each portable one
// runs and replays.

const settings = { logger: { type: 'none' } };

function fixture(name: string): URL {
  return new URL(`fixtures/${name}.ts`, import.meta.url);
}

/** Returns the value of a promise, or the message of its root cause. */
async function outcomeOf(result: Promise<unknown>): Promise<unknown> {
  try {
    return await result;
  } catch (error) {
    let cause = error;
    while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause;
    return cause instanceof Error ? cause.message : cause;
  }
}

const PORTABLE: readonly {
  readonly workflow: WorkflowDefinition<never, unknown>;
  readonly params: unknown;
}[] = [
  { workflow: portable.usesReplaced, params: undefined },
  { workflow: portable.looksFirst, params: undefined },
  { workflow: portable.usesPackage, params: undefined },
  { workflow: portable.races, params: undefined },
  { workflow: portable.parent, params: undefined },
  { workflow: portable.continues, params: 2 },
  { workflow: portable.fails, params: undefined },
];

function containing(text: string): unknown {
  return expect.stringContaining(text);
}

function without(text: string): unknown {
  return expect.not.stringContaining(text);
}

/** Returns the expected outcomes of a case: on the server, in memory, and in a replay of the history. */
function expected(onTemporal: NonportableCase['onTemporal'], inMemory: unknown): object {
  if ('returns' in onTemporal) {
    return { onServer: onTemporal.returns, inMemory: onTemporal.inMemory, replayed: undefined };
  }
  if ('fails' in onTemporal) {
    return {
      onServer: containing(onTemporal.fails),
      inMemory: without(onTemporal.fails),
      replayed: undefined,
    };
  }
  if ('failsAnywhere' in onTemporal) {
    const failure = containing(onTemporal.failsAnywhere);
    return { onServer: failure, inMemory: failure, replayed: undefined };
  }
  return { onServer: inMemory, inMemory, replayed: containing('nondeterminism') };
}

describeWithTemporal('on a real server', ({ address: temporalHost }) => {
  const taskQueue = randomUUID();
  const options = { temporalHost, taskQueue };
  const executor = new TemporalExecutor({ ...options, workerWait: Infinity });
  const memory = new AsyncioExecutor(settings);
  let connection: Connection;
  let worker: TemporalWorker;
  let bundle: { code: string };

  beforeAll(async () => {
    registerActivities(activities);
    const workflows = fixture('all-workflows');
    connection = await Connection.connect({ address: temporalHost });
    bundle = await bundleWorkflows(workflows);
    worker = await startWorker({ ...options, workflows, settings });
  });

  afterAll(async () => {
    await memory.close();
    await executor.close();
    await worker.close();
    await connection.close();
  });

  /** Replays a run from its history, as a worker that takes over does. */
  const replay = async (workflowId: string): Promise<void> => {
    const history = await new Client({ connection }).workflow.getHandle(workflowId).fetchHistory();
    await Worker.runReplayHistory({ workflowBundle: bundle }, history, workflowId);
  };

  it.each(NONPORTABLE.map((one) => ({ ...one, name: one.workflow.name })))(
    '$name fails, or behaves differently than in memory',
    async ({ workflow, input, onTemporal }) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the workflows of the table have different inputs
      const params = input as never;
      const runs = 'run' in onTemporal ? onTemporal.run : 1;
      let [onServer, inMemory]: [unknown, unknown] = [undefined, undefined];
      let workflowId = '';
      for (let run = 0; run < runs; run += 1) {
        const handle = await executor.startWorkflow(workflow, params);
        ({ workflowId } = handle);
        onServer = await outcomeOf(handle.result());
        inMemory = await outcomeOf(memory.executeWorkflow(workflow, params));
      }
      const replayed = await outcomeOf(replay(workflowId));
      expect({ onServer, inMemory, replayed }).toEqual(expected(onTemporal, inMemory));
    },
  );

  it('a worker does not start with a file that imports a module of Node', async () => {
    await expect(startWorker({ ...options, workflows: fixture('imports-files') })).rejects.toSatisfy(
      (error) => WorkflowBundleError.isInstance(error),
    );
  });

  it('a file that does not load in the isolate never runs its workflow', async () => {
    const queue = { temporalHost, taskQueue: randomUUID() };
    await using _worker = await startWorker({ ...queue, workflows: fixture('reads-at-load'), settings });
    await using queueExecutor = new TemporalExecutor({ ...queue, workerWait: Infinity });
    const result = queueExecutor.executeWorkflow(readsAtLoad, undefined, { runTimeout: '2s' });
    await expect(result).rejects.toSatisfy((error) => TimeoutError.isInstance(error));
  });

  it.each(PORTABLE)('$workflow.name runs and replays', async ({ workflow, params }) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the workflows of the table have different inputs
    const input = params as never;
    const handle = await executor.startWorkflow(workflow, input);
    const onServer = await outcomeOf(handle.result());
    await replay(handle.workflowId);
    expect(onServer).toEqual(await outcomeOf(memory.executeWorkflow(workflow, input)));
  });

  it('the isolate lacks exactly the globals of the list', async () => {
    const isolate = new Set(await executor.executeWorkflow(portable.listsGlobals));
    expect(Object.keys(NODE_GLOBALS).filter((name) => isolate.has(name))).toEqual([]);
    const unwatched = Object.getOwnPropertyNames(globalThis).filter(
      (name) => /^[A-Za-z]/.test(name) && !isolate.has(name) && !(name in NODE_GLOBALS),
    );
    // `global` is an alias of globalThis, and the test runner adds `expect`.
    expect(unwatched.filter((name) => !['global', 'expect'].includes(name))).toEqual([]);
  });

  it('globals that Temporal replaces are warnings', async () => {
    const { problems, warnings } = await checkPortability(portable.usesReplaced, undefined);
    expect(problems).toEqual([]);
    expect(warnings.map(({ kind }) => kind).toSorted()).toEqual(['chance', 'clock', 'timer']);
  });
});
