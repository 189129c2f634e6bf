import {
  type ActivityContext,
  defineActivity,
  MCPApp,
  registerActivities,
  type WorkflowDefinition,
} from '@mcp-agent/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkPortability } from './check.ts';
import * as activities from './fixtures/activities.ts';
import * as right from './fixtures/right-workflows.ts';
import { formatReport } from './problem.ts';

const app = new MCPApp({ name: 'portability-test' });

beforeAll(() => {
  registerActivities(activities);
});

const RIGHT: readonly (readonly [
  what: string,
  workflow: WorkflowDefinition<never, unknown>,
  params: unknown,
])[] = [
  ['waiting for a month, chance and time through ctx', right.usesContext, undefined],
  ['what is looked for before it is used, and a value that is worked out once', right.looksFirst, undefined],
  ['races, many at once, and failures that are caught', right.races, undefined],
  ['children that are told and cancelled', right.parent, undefined],
  ['continuing as new', right.continues, 3],
  ['a workflow that fails by itself', right.fails, undefined],
  ['what Temporal replaces', right.usesReplaced, undefined],
];

describe('no fault is found with', () => {
  it.each(RIGHT)('%s', async (_, workflow, params) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the workflows of the table take different things
    const report = await checkPortability(workflow, params as never);
    expect(report.problems).toEqual([]);
    expect(report).toMatchObject({ portable: true, replayed: true });
    const warned = workflow === right.usesReplaced ? /^warning: / : /^$/;
    expect(formatReport(report)).toMatch(warned);
  });

  it('signals and updates that come while it runs', async () => {
    const report = await checkPortability(
      right.waits,
      { count: 2 },
      {
        during: async (handle) => {
          await handle.pause();
          await handle.signal(right.go, 'a');
          await handle.resume();
          expect(await handle.update(right.put, 'b')).toBe('b');
        },
      },
    );
    expect(report).toMatchObject({ problems: [], replayed: true });
  });

  it('cleaning up after a cancellation', async () => {
    const report = await checkPortability(right.cleansUp, undefined, { during: (handle) => handle.cancel() });
    expect(report).toMatchObject({ problems: [], warnings: [], replayed: true });
  });

  it('the file that it is in, bundled', async () => {
    const workflows = new URL('fixtures/right-workflows.ts', import.meta.url);
    const report = await checkPortability(right.fails, undefined, { workflows });
    expect(report.problems).toEqual([]);
  });
});

describe('only workflow code is watched', () => {
  let ran = 0;
  const acts = defineActivity({
    name: 'portability.acts',
    run: async (_: null, context: ActivityContext) => {
      ran += 1;
      await new Promise((resolve) => setTimeout(resolve, 1));
      return `${process.pid} ${crypto.randomUUID()} ${performance.now()} ${Buffer.from(context.info.activity).length}`;
    },
  });
  const callsOnce = app.workflow('portability.callsOnce', async () => acts(null));

  it('an activity is run once, and may use what it likes, its module too', async () => {
    ran = 0;
    expect(await checkPortability(callsOnce, undefined)).toEqual({
      portable: true,
      problems: [],
      warnings: [],
      replayed: true,
    });
    expect(ran).toBe(1);
  });

  it('whoever sends the messages may use what they like, and so may all else in the process', async () => {
    const busy = setInterval(() => crypto.randomUUID() + process.env['HOME'] + Buffer.from('x').length, 1);
    const report = await checkPortability(
      right.waits,
      { count: 1 },
      { during: (handle) => handle.signal(right.go, `${process.pid} ${crypto.randomUUID()}`) },
    );
    clearInterval(busy);
    expect(report.problems).toEqual([]);
  });

  it('what an activity does as it is aborted is not the doing of the workflow that aborts it', async () => {
    let tidied = 0;
    const hangs = defineActivity({
      name: 'portability.hangs',
      run: (_: null, { signal }) =>
        new Promise<null>((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            tidied = process.pid + Buffer.from(crypto.randomUUID()).length;
            reject(new Error('aborted'));
          });
        }),
    });
    const limits = app.workflow('portability.limits', async (ctx) => {
      await ctx.withTimeout(20, () => hangs(null)).catch(() => {});
      return 'went on';
    });
    expect((await checkPortability(limits, undefined)).problems).toEqual([]);
    expect(tidied).toBeGreaterThan(0);
  });

  it('a function run in a scope is workflow code, and so is the predicate of a condition', async () => {
    const scoped = app.workflow('portability.scoped', async (ctx) => {
      await ctx.withTimeout('1 hour', async () => crypto.randomUUID());
      await ctx.condition(() => performance.now() > 0);
      return 'done';
    });
    const { problems } = await checkPortability(scoped, undefined);
    expect(problems.map(({ kind }) => kind)).toEqual(['chance', 'clock']);
  });

  it('a handler is workflow code, whoever called it', async () => {
    const handles = app.workflow('portability.handles', async (ctx) => {
      let id = '';
      ctx.setHandler(right.go, () => {
        id = crypto.randomUUID();
      });
      await ctx.condition(() => id !== '');
      return id.length;
    });
    const report = await checkPortability(handles, undefined, {
      during: (handle) => handle.signal(right.go, 'now'),
    });
    expect(report.problems.map(({ kind, file }) => ({ kind, file }))).toEqual([
      { kind: 'chance', file: import.meta.filename },
    ]);
  });
});
