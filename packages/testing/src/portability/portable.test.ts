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
import * as portable from './fixtures/portable-workflows.ts';
import { formatReport } from './problem.ts';

const app = new MCPApp({ name: 'portability-test' });

beforeAll(() => {
  registerActivities(activities);
});

const PORTABLE: readonly (readonly [
  what: string,
  workflow: WorkflowDefinition<never, unknown>,
  params: unknown,
])[] = [
  ['timers, time and random values of ctx', portable.usesContext, undefined],
  ['tests for globals, and a cached constant', portable.looksFirst, undefined],
  ['a package that probes for globals, and lazy modules', portable.usesPackage, undefined],
  ['races, concurrent steps, and caught failures', portable.races, undefined],
  ['children that are signalled and cancelled', portable.parent, undefined],
  ['continuing as new', portable.continues, 3],
  ['a workflow that fails', portable.fails, undefined],
  ['globals that Temporal replaces', portable.usesReplaced, undefined],
];

describe('reports no problem for', () => {
  it.each(PORTABLE)('%s', async (_, workflow, params) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the workflows of the table have different inputs
    const report = await checkPortability(workflow, params as never);
    expect(report.problems).toEqual([]);
    expect(report).toMatchObject({ portable: true, replayed: true });
    const warned = workflow === portable.usesReplaced ? /^warning: / : /^$/;
    expect(formatReport(report)).toMatch(warned);
  });

  it('signals and updates during the run', async () => {
    const report = await checkPortability(
      portable.waits,
      { count: 2 },
      {
        during: async (handle) => {
          await handle.pause();
          await handle.signal(portable.go, 'a');
          await handle.resume();
          expect(await handle.update(portable.put, 'b')).toBe('b');
        },
      },
    );
    expect(report).toMatchObject({ problems: [], replayed: true });
  });

  it('cleanup after a cancellation', async () => {
    const report = await checkPortability(portable.cleansUp, undefined, {
      during: (handle) => handle.cancel(),
    });
    expect(report).toMatchObject({ problems: [], warnings: [], replayed: true });
  });

  it('a bundled workflow file', async () => {
    const workflows = new URL('fixtures/portable-workflows.ts', import.meta.url);
    const report = await checkPortability(portable.fails, undefined, { workflows });
    expect(report.problems).toEqual([]);
  });
});

describe('watches only workflow code', () => {
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

  it('an activity runs once, and may use all of Node', async () => {
    ran = 0;
    expect(await checkPortability(callsOnce, undefined)).toEqual({
      portable: true,
      problems: [],
      warnings: [],
      replayed: true,
    });
    expect(ran).toBe(1);
  });

  it('`during` and other code in the process may use all of Node', async () => {
    const busy = setInterval(() => crypto.randomUUID() + process.env['HOME'] + Buffer.from('x').length, 1);
    const report = await checkPortability(
      portable.waits,
      { count: 1 },
      { during: (handle) => handle.signal(portable.go, `${process.pid} ${crypto.randomUUID()}`) },
    );
    clearInterval(busy);
    expect(report.problems).toEqual([]);
  });

  it('an abort listener of an activity is not workflow code', async () => {
    let cleanedUp = 0;
    const hangs = defineActivity({
      name: 'portability.hangs',
      run: (_: null, { signal }) =>
        new Promise<null>((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            cleanedUp = process.pid + Buffer.from(crypto.randomUUID()).length;
            reject(new Error('aborted'));
          });
        }),
    });
    const limits = app.workflow('portability.limits', async (ctx) => {
      await ctx.withTimeout(20, () => hangs(null)).catch(() => {});
      return 'continued';
    });
    expect((await checkPortability(limits, undefined)).problems).toEqual([]);
    expect(cleanedUp).toBeGreaterThan(0);
  });

  it('functions in scopes and predicates of conditions are workflow code', async () => {
    const scoped = app.workflow('portability.scoped', async (ctx) => {
      await ctx.withTimeout('1 hour', async () => crypto.randomUUID());
      await ctx.condition(() => performance.now() > 0);
      return 'done';
    });
    const { problems } = await checkPortability(scoped, undefined);
    expect(problems.map(({ kind }) => kind)).toEqual(['chance', 'clock']);
  });

  it('a message handler is workflow code', async () => {
    const handles = app.workflow('portability.handles', async (ctx) => {
      let id = '';
      ctx.setHandler(portable.go, () => {
        id = crypto.randomUUID();
      });
      await ctx.condition(() => id !== '');
      return id.length;
    });
    const report = await checkPortability(handles, undefined, {
      during: (handle) => handle.signal(portable.go, 'now'),
    });
    expect(report.problems.map(({ kind, file }) => ({ kind, file }))).toEqual([
      { kind: 'chance', file: import.meta.filename },
    ]);
  });
});
