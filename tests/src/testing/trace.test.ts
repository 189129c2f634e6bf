import { randomUUID } from 'node:crypto';
import { script } from '@mcp-agent/conformance/agents';
import { registerActivities, type WorkflowDefinition } from '@mcp-agent/core';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { startWorker, type TemporalWorker } from '@mcp-agent/executor-temporal/worker';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { recordTrace, traceOf } from '@mcp-agent/testing/trace';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { activities, settings, suite, WORKFLOWS } from './suites.ts';

const ADD = { name: 'add', arguments: { left: 2, right: 3 } };
const QUESTION = script({ call: [ADD, { name: 'add', arguments: { left: 4, right: 5 } }] }, { recite: true });

beforeAll(() => registerActivities(activities));

const CASES: readonly (readonly [
  what: string,
  workflow: WorkflowDefinition<never, unknown>,
  params: unknown,
])[] = [
  ['an agent with tools', suite.askAgent, { question: QUESTION, servers: ['tools'] }],
  [
    'a tool that fails',
    suite.askOnly,
    {
      question: script({ call: [{ name: 'refuse', arguments: { reason: 'no' } }] }, { say: 'so' }),
      servers: ['tools'],
    },
  ],
  [
    'a conversation',
    suite.converse,
    { questions: [script({ say: 'a' }), script({ say: 'b' })], useHistory: true },
  ],
  ['many activities', suite.manyActivities, 5],
  [
    'an activity that fails for good',
    suite.catchActivity,
    { activity: 'conformance.fail', input: { how: 'final', file: '/dev/null' } },
  ],
  ['plain functions', suite.callFunctions, undefined],
  ['a part that is cancelled', suite.cancelsPart, undefined],
  ['children', suite.fanOut, 3],
  ['a child that fails', suite.catchChild, undefined],
  ['a workflow that fails', suite.failing, 'caused'],
  ['a signal that never comes', suite.waitBriefly, { ms: 10 }],
];

it('a trace has each step in order, and how the workflow ended', async () => {
  await using executor = new AsyncioExecutor(settings);
  const trace = await recordTrace(executor, suite.callFunctions, undefined);
  expect(trace).toEqual([
    { type: 'activity', name: 'add', status: 'completed', attempts: 1, input: [2, 3], output: 5 },
    {
      type: 'activity',
      name: 'greetAll',
      status: 'completed',
      attempts: 1,
      input: [['Ada', 'Bob'], 'Hello'],
      output: 'Hello, Ada; Hello, Bob',
    },
    {
      type: 'end',
      name: 'conformance.callFunctions',
      status: 'completed',
      attempts: 1,
      output: [5, 'Hello, Ada; Hello, Bob'],
    },
  ]);
});

it('two runs have equal traces although their IDs differ, and distinct IDs of one run stay distinct', async () => {
  await using executor = new AsyncioExecutor(settings);
  const [first, second] = [
    await recordTrace(executor, suite.childSelf, { childId: randomUUID() }),
    await recordTrace(executor, suite.childSelf, { childId: randomUUID() }),
  ];
  expect(JSON.stringify(first)).not.toMatch(/[0-9a-f]{8}-/);
  expect(first.map(({ input }) => input)).toEqual(second.map(({ input }) => input));
  const text = JSON.stringify(first.at(-1)?.output);
  expect(text).toMatch(/<id \d+>/);
  expect(new Set(text.match(/<id \d+>/g)).size).toBeGreaterThan(1);
});

it('two runs that differ have different traces', async () => {
  await using executor = new AsyncioExecutor(settings);
  const ask = (text: string) => recordTrace(executor, suite.askOnly, { question: script({ say: text }) });
  expect(await ask('a')).not.toEqual(await ask('b'));
});

it('a trace has the signals and updates', async () => {
  await using executor = new AsyncioExecutor(settings);
  const handle = await executor.startWorkflow(suite.counter, undefined);
  await handle.signal(suite.add, 3);
  await handle.update(suite.put, 5);
  await handle.signal(suite.finish);
  expect((await traceOf(handle)).map(({ type, name, input }) => ({ type, name, input }))).toEqual([
    { type: 'signal', name: 'add', input: [3] },
    { type: 'update', name: 'put', input: [5] },
    { type: 'signal', name: 'finish', input: [] },
    { type: 'end', name: 'conformance.counter', input: undefined },
  ]);
});

describeWithTemporal('on a real server', ({ address: temporalHost }) => {
  const options = { temporalHost, taskQueue: randomUUID() };
  const temporal = new TemporalExecutor({ ...options, workerWait: Infinity });
  const memory = new AsyncioExecutor(settings);
  let worker: TemporalWorker;

  beforeAll(async () => {
    worker = await startWorker({ ...options, workflows: WORKFLOWS, settings });
  });

  afterAll(async () => {
    await temporal.close();
    await memory.close();
    await worker.close();
  });

  it.each(CASES)('%s: the trace equals that of the in-memory engine', async (_, workflow, params) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the workflows of the table have different inputs
    const input = params as never;
    const inMemory = await recordTrace(memory, workflow, input);
    const onServer = await recordTrace(temporal, workflow, input);
    expect(onServer).toEqual(inMemory);
    expect(inMemory.length).toBeGreaterThan(0);
  });
});
