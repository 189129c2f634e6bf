import { messagesQuery, type StartOptions, type UpdateDefinition } from '@mcp-agent/core';
import { ApplicationError, errorToData, InvalidArgumentError } from '@mcp-agent/core/errors';
import { expect } from 'vitest';
import { Cases, errorOf } from '../kit.ts';
import { echo } from '../workflows/basics.ts';
import { collect, item, total } from '../workflows/messages.ts';
import { givesOddArguments, givesOddOptions, ODD_NAMES } from '../workflows/odd-arguments.ts';

export const oddArguments: Cases = new Cases();
const { verifies } = oddArguments;

verifies('isolation.options', async ({ executor }) => {
  const codes = await executor.executeWorkflow(givesOddOptions);
  expect(Object.keys(codes).length).toBeGreaterThan(20);
  expect(Object.entries(codes).filter(([, code]) => code !== InvalidArgumentError.code)).toEqual([]);
});

const ODD_OBJECTS = ['null', '5', '"text"', '[1]', 'true'];

type OddCall = (odd: <T>() => T) => Promise<unknown>;

/** What becomes of a call with each odd value. */
async function codesOf(
  calls: Readonly<Record<string, OddCall>>,
  values: readonly string[],
): Promise<string[]> {
  const codes: string[] = [];
  for (const [name, call] of Object.entries(calls)) {
    for (const json of values) {
      const error = errorToData(await errorOf(call(() => JSON.parse(json))));
      codes.push(`${name} ${json}: ${error.code}`);
    }
  }
  return codes;
}

verifies('isolation.odd-arguments', async ({ executor, id }) => {
  const inWorkflow = await executor.executeWorkflow(givesOddArguments);
  expect(Object.keys(inWorkflow).length).toBeGreaterThan(100);
  expect(Object.entries(inWorkflow).filter(([, code]) => code !== InvalidArgumentError.code)).toEqual([]);
  const handle = await executor.startWorkflow(collect, { count: 1 });
  const hello = { signal: item, args: ['x'] as [string] };
  const options = { workflowId: id() };
  const codes = await codesOf(
    {
      startOptions: (odd) => executor.startWorkflow(echo, 1, odd()),
      executeOptions: (odd) => executor.executeWorkflow(echo, 1, odd()),
      searchAttributes: (odd) => executor.startWorkflow(echo, 1, { searchAttributes: odd() }),
      signalWithStartMessage: (odd) =>
        executor.signalWithStart(collect, odd<typeof hello>(), { count: 1 }, options),
      signalWithStartSignal: (odd) =>
        executor.signalWithStart(collect, { signal: odd<typeof item>(), args: ['x'] }, { count: 1 }, options),
      signalWithStartOptions: (odd) => executor.signalWithStart(collect, hello, { count: 1 }, odd()),
      filter: (odd) => executor.listWorkflows(odd()),
      filterAttributes: (odd) => executor.listWorkflows({ searchAttributes: odd() }),
      signal: (odd) => handle.signal(odd<typeof item>(), 'x'),
      query: (odd) => handle.query(odd<typeof total>()),
      update: (odd) => handle.update(odd<UpdateDefinition<null, []>>()),
    },
    ODD_OBJECTS,
  );
  codes.push(
    ...(await codesOf({ terminate: (odd) => handle.terminate(odd()) }, ['null', '5', '{}', '["why"]'])),
    ...(await codesOf({ terminateUnknown: (odd) => executor.getHandle(id()).terminate(odd()) }, ['5'])),
    ...(await codesOf(
      {
        args: (odd) =>
          executor.signalWithStart(collect, { signal: item, args: odd<[string]>() }, { count: 1 }, options),
        id: (odd) => executor.signalWithStart(collect, hello, { count: 1 }, odd()),
      },
      ['null', '{}', '5'],
    )),
  );
  expect(codes.filter((code) => !code.endsWith(`: ${InvalidArgumentError.code}`))).toEqual([]);
  expect(await errorOf(executor.getHandle(options.workflowId).describe())).toMatchObject({
    code: 'WORKFLOW_NOT_FOUND',
  });
  // What was refused has done nothing to the workflow.
  await handle.signal(item, 'alive');
  expect(await handle.result()).toEqual(['alive']);
});

verifies('start.odd-workflow', async ({ executor, id }) => {
  const workflowId = id();
  const codes = await codesOf(
    {
      start: (odd) => executor.startWorkflow(odd<typeof echo>(), 1, { workflowId }),
      execute: (odd) => executor.executeWorkflow(odd<typeof echo>(), 1, { workflowId }),
      signalWithStart: (odd) =>
        executor.signalWithStart(odd<typeof echo>(), { signal: item, args: ['x'] }, 1, { workflowId }),
    },
    [...ODD_OBJECTS, ...ODD_NAMES.map((name) => JSON.stringify({ ...echo, name }))],
  );
  expect(codes.filter((code) => !code.endsWith(`: ${InvalidArgumentError.code}`))).toEqual([]);
  // The id that it would have is too long.
  const long = { ...echo, name: 'x'.repeat(1_000) };
  expect(await errorOf(executor.startWorkflow(long, 1))).toMatchObject({ code: InvalidArgumentError.code });
  expect(await errorOf(executor.getHandle(workflowId).describe())).toMatchObject({
    code: 'WORKFLOW_NOT_FOUND',
  });
});

verifies('start.policies', async ({ executor, id }) => {
  const workflowId = id();
  const handle = await executor.startWorkflow(collect, { count: 1 }, { workflowId });
  const policies = { idReusePolicy: 'reject_duplicate', idConflictPolicy: 'terminate_existing' } as const;
  const error = await errorOf(executor.startWorkflow(echo, 1, { workflowId, ...policies }));
  expect(error).toMatchObject({ code: InvalidArgumentError.code, argument: 'idConflictPolicy' });
  for (const one of ['allow_duplicate', 'allow_duplicate_failed_only'] as const) {
    const options = { workflowId: id(), ...policies, idReusePolicy: one };
    expect(await executor.executeWorkflow(echo, one, options)).toBe(one);
  }
  await handle.signal(item, 'alive');
  expect(await handle.result()).toEqual(['alive']);
});

verifies('start.odd-options', async ({ executor, id }) => {
  const long = 'x'.repeat(1_001);
  const oddOptions: StartOptions[] = [
    { workflowId: '' },
    { workflowId: 'lone \ud800' },
    { workflowId: 'nul \0' },
    { workflowId: long },
    { executionTimeout: 0 },
    { executionTimeout: -1 },
    { runTimeout: Number.NaN },
    { runTimeout: '0 seconds' },
    { runTimeout: Infinity },
    { memo: { '\ud800': 1 } },
    { searchAttributes: { ConformanceKey: '\ud800' } },
    { searchAttributes: { ConformanceKey: '\0' } },
    { searchAttributes: { ConformanceCount: Number.NaN } },
    { searchAttributes: { [long]: 1 } },
    { cron: '' },
  ];
  for (const options of oddOptions) {
    const workflowId = id();
    const error = await errorOf(executor.startWorkflow(echo, 1, { workflowId, ...options }));
    expect([options, error]).toMatchObject([options, { code: InvalidArgumentError.code }]);
    if ('workflowId' in options) continue;
    expect(await errorOf(executor.getHandle(workflowId).describe())).toMatchObject({
      code: 'WORKFLOW_NOT_FOUND',
    });
  }
});

const RESERVED_NAMES = [
  '__temporal_other',
  '__temporal_workflow_metadata',
  '__stack_trace',
  '__enhanced_stack_trace',
];

verifies('handle.odd-names', async ({ executor, id }) => {
  const handle = await executor.startWorkflow(collect, { count: 1 });
  for (const limit of [0, -1, 1.5, Number.NaN]) {
    expect(await errorOf(executor.listWorkflows({ limit }))).toMatchObject({ code: 'INVALID_ARGUMENT' });
  }
  for (const name of ['', '\0', 'lone \udc00', 'x'.repeat(1_001)]) {
    const ask = async (): Promise<unknown> => executor.getHandle(name).describe();
    expect(await errorOf(ask())).toMatchObject({ code: 'INVALID_ARGUMENT' });
  }
  for (const name of ['', '\0', 'lone \udc00', 'x'.repeat(1_001), ...RESERVED_NAMES]) {
    expect(await errorOf(handle.signal({ type: 'signal', name }))).toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    expect(await errorOf(handle.query({ type: 'query', name }))).toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(await errorOf(handle.update({ type: 'update', name }))).toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  }
  expect(await errorOf(executor.listWorkflows({ workflowName: '\0' }))).toMatchObject({
    code: 'INVALID_ARGUMENT',
  });
  for (const runId of ['no-such-run', id()]) {
    const odd = executor.getHandle(handle.workflowId, runId);
    expect(await errorOf(odd.describe())).toMatchObject({ code: 'WORKFLOW_NOT_FOUND' });
    expect(await errorOf(odd.query(messagesQuery))).toMatchObject({ code: 'WORKFLOW_NOT_FOUND' });
  }
  // Names of JavaScript's own, of which no workflow has a handler.
  for (const name of ['toString', '__proto__', 'constructor']) {
    const unknown = { code: 'MESSAGE_FAILED', messageName: name };
    expect([name, await errorOf(handle.query({ type: 'query', name }))]).toMatchObject([name, unknown]);
    expect([name, await errorOf(handle.update({ type: 'update', name }))]).toMatchObject([name, unknown]);
  }
  await handle.terminate(`why ${'\ud800'.repeat(100_000)}`);
  const error = await errorOf(handle.result());
  expect(error).toHaveProperty('message', expect.stringContaining('truncated'));
  expect(ApplicationError.isInstance(error)).toBe(false);
});
