import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { WorkflowDefinition } from '@mcp-agent/core';
import { WorkflowBundleError } from '@mcp-agent/core/errors';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { bundleWorkflows, startWorker, type TemporalWorker } from '@mcp-agent/executor-temporal/worker';
import { Client, Connection } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWithTemporal } from '../temporal/vitest.ts';
import { checkPortability } from './check.ts';
import { awaitsAtLoad } from './fixtures/awaits-at-load.ts';
import * as probing from './fixtures/probing-workflows.ts';
import type { PortabilityProblemKind } from './problem.ts';

// Code that probes for globals, and code that needs them: the check must agree with a real worker.

const workflows = new URL('fixtures/probing-workflows.ts', import.meta.url);
const awaiting = new URL('fixtures/awaits-at-load.ts', import.meta.url);

const CASES: readonly (readonly [
  what: string,
  workflow: WorkflowDefinition<undefined, unknown>,
  problems: readonly PortabilityProblemKind[],
])[] = [
  ['a property of a global, behind typeof', probing.looksAtNavigator, []],
  ['a property of a global, behind ?.', probing.looksAtProcess, []],
  ['a missing global whose error is caught', probing.catches, []],
  ['a function that the module chose when it was loaded', probing.choosesAtLoad, []],
  ['a method that a timer lacks, behind ?.', probing.freesTimer, []],
  ['lazy, optional and JSON modules', probing.importsLazily, []],
  ['a type of a module of Node', probing.usesType, []],
  ['a child that only probes', probing.startsProbing, []],
  ['a child that needs a global', probing.startsNeedy, ['process']],
  ['a continuation of a child that needs a global', probing.startsContinuing, ['process']],
  ['a result that depends on a global', probing.tellsNode, ['result']],
  ['a step that depends on a global', probing.sleepsInNode, ['step']],
  ['a method that console lacks', probing.printsTable, ['global']],
  ['instanceof with a missing class', probing.checksClass, ['global']],
  ['a change of a built-in object', probing.changesBuiltIn, ['result']],
  ['a value that the module computes when it is loaded', probing.returnsId, ['result']],
];

describe('with the workflow file, the check reports', () => {
  it.each(CASES)('%s', async (_, workflow, problems) => {
    const report = await checkPortability(workflow, undefined, { workflows });
    expect(report.problems.map(({ kind }) => kind)).toEqual(problems);
  });

  it('no rejection that nothing awaits, which fails the run on each engine', async () => {
    const report = await checkPortability(probing.rejects, undefined, { workflows });
    expect(report).toMatchObject({ portable: true, problems: [], replayed: true });
  });

  it('a request whose failure is ignored', async () => {
    const { problems } = await checkPortability(probing.ignoresRequest, undefined, { workflows });
    expect(problems.map(({ kind }) => kind)).toEqual(['network']);
  });

  it('a top-level await, with the file that awaits', async () => {
    const { problems } = await checkPortability(awaitsAtLoad, undefined, { workflows: awaiting });
    expect(problems).toMatchObject([{ kind: 'bundle', message: expect.stringContaining('lazy-helper.ts') }]);
  });
});

describeWithTemporal('on a real server', ({ address: temporalHost }) => {
  const options = { temporalHost, taskQueue: randomUUID() };
  const executor = new TemporalExecutor({ ...options, workerWait: Infinity });
  const memory = new AsyncioExecutor({ logger: { type: 'none' } });
  let worker: TemporalWorker;
  let connection: Connection;
  let workflowBundle: { code: string };

  beforeAll(async () => {
    connection = await Connection.connect({ address: temporalHost });
    workflowBundle = await bundleWorkflows(workflows);
    worker = await startWorker({ ...options, workflows, workflowBundle });
  });

  afterAll(async () => {
    await memory.close();
    await executor.close();
    await worker.close();
    await connection.close();
  });

  const outcomeOf = (result: Promise<unknown>): Promise<unknown> =>
    result.catch(({ cause, message }: Error) => (cause instanceof Error ? cause.message : message));

  const replay = async (workflowId: string): Promise<void> => {
    const history = await new Client({ connection }).workflow.getHandle(workflowId).fetchHistory();
    await Worker.runReplayHistory({ workflowBundle }, history, workflowId);
  };

  it.each(CASES)('%s: the worker agrees', async (_, workflow, problems) => {
    const handle = await executor.startWorkflow(workflow, undefined);
    const onServer = await outcomeOf(handle.result());
    const inMemory = await outcomeOf(memory.executeWorkflow(workflow, undefined));
    await replay(handle.workflowId);
    // The steps of sleepsInNode differ, but not its result.
    const isSame = problems.length === 0 || problems.includes('step');
    expect(isDeepStrictEqual(onServer, inMemory)).toBe(isSame);
  });

  it('a rejection that nothing awaits fails the run on each engine, also after a replay in the process', async () => {
    const replayed = await executor.startWorkflow(probing.catches, undefined);
    await replayed.result();
    await replay(replayed.workflowId);
    const onServer = await outcomeOf(executor.executeWorkflow(probing.rejects, undefined));
    const inMemory = await outcomeOf(memory.executeWorkflow(probing.rejects, undefined));
    expect([onServer, inMemory]).toEqual(['not awaited', 'not awaited']);
  });

  it('a worker does not start with a top-level await', async () => {
    await expect(startWorker({ ...options, workflows: awaiting })).rejects.toSatisfy((error) =>
      WorkflowBundleError.isInstance(error),
    );
  });
});
