import { randomUUID } from 'node:crypto';
import { registerActivities, type WorkflowDefinition } from '@mcp-agent/core';
import { TimeoutError, WorkflowBundleError } from '@mcp-agent/core/errors';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { bundleWorkflows, startWorker, type TemporalWorker } from '@mcp-agent/executor-temporal/worker';
import { Client, Connection } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithTemporal } from '../temporal/vitest.ts';
import { ABSENT } from './absent.ts';
import { checkPortability } from './check.ts';
import * as activities from './fixtures/activities.ts';
import { readsAtLoad } from './fixtures/reads-at-load.ts';
import * as right from './fixtures/right-workflows.ts';
import { WRONG, type WrongCase } from './fixtures/wrong-cases.ts';

// That the check is right to find fault: each of the wrong workflows fails or misbehaves on a real server, and
// each of the right ones runs there and is repeated from its history.

const settings = { logger: { type: 'none' } };

function fixture(name: string): URL {
  return new URL(`fixtures/${name}.ts`, import.meta.url);
}

/** What a promise gives, or the message of what it rejects with, innermost. */
async function outcomeOf(result: Promise<unknown>): Promise<unknown> {
  try {
    return await result;
  } catch (error) {
    let cause = error;
    while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause;
    return cause instanceof Error ? cause.message : cause;
  }
}

const RIGHT: readonly { readonly workflow: WorkflowDefinition<never, unknown>; readonly params: unknown }[] =
  [
    { workflow: right.usesReplaced, params: undefined },
    { workflow: right.looksFirst, params: undefined },
    { workflow: right.races, params: undefined },
    { workflow: right.parent, params: undefined },
    { workflow: right.continues, params: 2 },
    { workflow: right.fails, params: undefined },
  ];

const SAME = undefined;

function containing(text: string): unknown {
  return expect.stringContaining(text);
}

function without(text: string): unknown {
  return expect.not.stringContaining(text);
}

/** What is seen of a case: on the server, in memory, and as its history is replayed. */
function expected(onTemporal: WrongCase['onTemporal'], here: unknown): object {
  if ('gives' in onTemporal) return { there: onTemporal.gives, here: onTemporal.inMemory, replayed: SAME };
  if ('fails' in onTemporal) {
    return { there: containing(onTemporal.fails), here: without(onTemporal.fails), replayed: SAME };
  }
  if ('failsAnywhere' in onTemporal) {
    const there = containing(onTemporal.failsAnywhere);
    return { there, here: there, replayed: SAME };
  }
  return { there: here, here, replayed: containing('nondeterminism') };
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

  /** Repeats a run from its history, as a worker does that takes it over. */
  const replay = async (workflowId: string): Promise<void> => {
    const history = await new Client({ connection }).workflow.getHandle(workflowId).fetchHistory();
    await Worker.runReplayHistory({ workflowBundle: bundle }, history, workflowId);
  };

  it.each(WRONG.map((one) => ({ ...one, name: one.workflow.name })))(
    '$name fails, or does something else than in memory',
    async ({ workflow, input, onTemporal }) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the workflows of the table take different things
      const params = input as never;
      const runs = 'run' in onTemporal ? onTemporal.run : 1;
      let [there, here]: [unknown, unknown] = [undefined, undefined];
      let workflowId = '';
      for (let run = 0; run < runs; run += 1) {
        const handle = await executor.startWorkflow(workflow, params);
        ({ workflowId } = handle);
        there = await outcomeOf(handle.result());
        here = await outcomeOf(memory.executeWorkflow(workflow, params));
      }
      const replayed = await outcomeOf(replay(workflowId));
      expect({ there, here, replayed }).toEqual(expected(onTemporal, here));
    },
  );

  it('a file that imports what the isolate does not have starts no worker', async () => {
    await expect(startWorker({ ...options, workflows: fixture('imports-files') })).rejects.toSatisfy(
      (error) => WorkflowBundleError.isInstance(error),
    );
  });

  it('a file that fails as it is loaded never runs its workflow', async () => {
    const queue = { temporalHost, taskQueue: randomUUID() };
    await using _worker = await startWorker({ ...queue, workflows: fixture('reads-at-load'), settings });
    await using itsExecutor = new TemporalExecutor({ ...queue, workerWait: Infinity });
    const result = itsExecutor.executeWorkflow(readsAtLoad, undefined, { runTimeout: '2s' });
    await expect(result).rejects.toSatisfy((error) => TimeoutError.isInstance(error));
  });

  it.each(RIGHT)('$workflow.name runs, and is repeated from its history', async ({ workflow, params }) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the workflows of the table take different things
    const input = params as never;
    const handle = await executor.startWorkflow(workflow, input);
    const there = await outcomeOf(handle.result());
    await replay(handle.workflowId);
    const here = await outcomeOf(memory.executeWorkflow(workflow, input));
    expect(there).toEqual(here);
  });

  it('has none of the globals that are watched, and no other lacks but those', async () => {
    const isolate = new Set(await executor.executeWorkflow(right.listsGlobals));
    expect(Object.keys(ABSENT).filter((name) => isolate.has(name))).toEqual([]);
    const unwatched = Object.getOwnPropertyNames(globalThis).filter(
      (name) => /^[A-Za-z]/.test(name) && !isolate.has(name) && !(name in ABSENT),
    );
    // Test runners add their own; `global` is another name of globalThis.
    expect(unwatched.filter((name) => !['global', 'expect'].includes(name))).toEqual([]);
  });

  it('the check and the server agree on what is replaced: it is a warning', async () => {
    const { problems, warnings } = await checkPortability(right.usesReplaced, undefined);
    expect(problems).toEqual([]);
    expect(warnings.map(({ kind }) => kind).toSorted()).toEqual(['chance', 'clock', 'timer']);
  });
});
