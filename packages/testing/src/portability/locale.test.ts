import { randomUUID } from 'node:crypto';
import { MCPApp, registerActivities } from '@mcp-agent/core';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { bundleWorkflows, startWorker } from '@mcp-agent/executor-temporal/worker';
import { Client, Connection } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithTemporal } from '../temporal/vitest.ts';
import { checkPortability } from './check.ts';
import * as activities from './fixtures/activities.ts';
import { readsHour } from './fixtures/locale-workflows.ts';

const app = new MCPApp({ name: 'locale-test' });

beforeAll(() => {
  registerActivities(activities);
});

const ZONE = 'time zone';
const LANGUAGE = 'language';

const CASES: readonly (readonly [what: string, use: (now: Date) => unknown, warnings: readonly string[]])[] =
  [
    ['the local hour', (now) => now.getHours(), [ZONE]],
    ['setting the local hour', (now) => now.setHours(3), [ZONE]],
    ['the offset of the time zone', (now) => now.getTimezoneOffset(), [ZONE]],
    ['a date as text', (now) => now.toString(), [ZONE]],
    ['a local time', () => new Date(2026, 0, 1).getTime(), [ZONE]],
    ['a text with a local time', () => new Date('2026-01-01T10:00:00').getTime(), [ZONE]],
    ['parsing a local time', () => Date.parse('2026-01-01 10:00'), [ZONE]],
    ['toLocaleString of a date', (now) => now.toLocaleString(), [LANGUAGE, ZONE]],
    ['toLocaleDateString with a locale only', (now) => now.toLocaleDateString('en-US'), [ZONE]],
    ['Intl.DateTimeFormat', () => Intl.DateTimeFormat().resolvedOptions(), [LANGUAGE, ZONE]],
    ['Intl.NumberFormat', () => new Intl.NumberFormat().format(1.5), [LANGUAGE]],
    ['toLocaleString of a number', () => (1.5).toLocaleString(), [LANGUAGE]],
    ['localeCompare', () => ['b', 'a'].toSorted((left, right) => left.localeCompare(right)), [LANGUAGE]],
    ['UTC methods', (now) => now.getUTCHours() + now.getTime() + now.toISOString().length, []],
    [
      'times with a zone',
      () => new Date('2026-01-01').getTime() + Date.parse('2026-01-01T10:00:00+02:00'),
      [],
    ],
    ['a UTC string', () => new Date('Thu, 01 Jan 2026 00:00:00 GMT').getTime(), []],
    ['a date with a locale and a zone', (now) => now.toLocaleString('en-US', { timeZone: 'UTC' }), []],
    ['localeCompare with a locale', () => 'a'.localeCompare('b', 'en-US'), []],
    ['JSON of a date', (now) => JSON.stringify({ now }), []],
  ];

it.each(CASES)(
  '%s: the report warns of the settings of the machine that it reads',
  async (what, use, warnings) => {
    const workflow = app.workflow(
      `locale.${what}`,
      async (ctx) => String(use(new Date(ctx.now()))).length > 0,
    );
    const report = await checkPortability(workflow, undefined);
    expect(report.problems).toEqual([]);
    expect(report.warnings.map(({ kind, file }) => ({ kind, file }))).toEqual(
      warnings.map(() => ({ kind: 'locale', file: import.meta.filename })),
    );
    for (const [index, text] of warnings.entries()) expect(report.warnings[index]?.message).toContain(text);
  },
);

describeWithTemporal('on a real server', ({ address: temporalHost }) => {
  const { TZ } = process.env;

  afterAll(() => {
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
  });

  it('a step that depends on the time zone does not replay in another one', async () => {
    const options = { temporalHost, taskQueue: randomUUID() };
    const workflows = new URL('fixtures/locale-workflows.ts', import.meta.url);
    process.env['TZ'] = 'UTC';
    const workflowBundle = await bundleWorkflows(workflows);
    await using _worker = await startWorker({ ...options, workflows, workflowBundle });
    await using executor = new TemporalExecutor({ ...options, workerWait: Infinity });
    const handle = await executor.startWorkflow(readsHour, undefined);
    expect(await handle.result()).toBe('did early');
    const connection = await Connection.connect({ address: temporalHost });
    const history = await new Client({ connection }).workflow.getHandle(handle.workflowId).fetchHistory();
    await connection.close();
    const replay = (): Promise<void> =>
      Worker.runReplayHistory({ workflowBundle }, history, handle.workflowId);
    await replay();
    process.env['TZ'] = 'Asia/Tokyo';
    await expect(replay()).rejects.toThrow(/nondeterminism/i);
  });
});
