import { defineSignal, type SignalDefinition, type WorkflowDefinition } from '@mcp-agent/core';
import { errorToData, isCancellation, TimeoutError } from '@mcp-agent/core/errors';
import { app } from './app.ts';
import { hang, hold, mark, slow } from './calls.ts';
import { generations } from './chains.ts';
import { go, item } from './messages.ts';

interface Marks {
  readonly file: string;
}

/** Cleans up by activities in a shield when its sleep is cancelled. */
export const cleanUp: WorkflowDefinition<Marks, string> = app.workflow(
  'conformance.cleanUp',
  async (ctx, { file }) => {
    try {
      await ctx.sleep('1 hour');
      return 'slept';
    } finally {
      await ctx.shielded(async () => {
        await mark({ file, text: 'cleaning' });
        await ctx.sleep(50);
        await mark({ file, text: 'clean' });
      });
    }
  },
);

/** Holds a resource that writes a mark when it is disposed of. */
export const disposes: WorkflowDefinition<Marks, string> = app.workflow(
  'conformance.disposes',
  async (ctx, { file }) => {
    await using _held = {
      [Symbol.asyncDispose]: async () => {
        await ctx.shielded(() => mark({ file, text: 'disposed' }));
      },
    };
    await ctx.sleep('1 hour');
    return 'slept';
  },
);

/** Catches its cancellation, and completes. */
export const staysCalm: WorkflowDefinition<undefined, string> = app.workflow(
  'conformance.staysCalm',
  async (ctx) => {
    try {
      await ctx.sleep('1 hour');
      return 'slept';
    } catch (error) {
      return isCancellation(error) ? 'calm' : 'upset';
    }
  },
);

/** Fails during its cleanup. */
export const failsToCleanUp: WorkflowDefinition<undefined, string> = app.workflow(
  'conformance.failsToCleanUp',
  async (ctx) => {
    try {
      await ctx.sleep('1 hour');
    } catch {
      throw new Error('cleaning failed');
    }
    return 'slept';
  },
);

/** Calls an activity that waits until it is aborted. */
export const hangs: WorkflowDefinition<Marks, unknown> = app.workflow('conformance.hangs', (_, { file }) =>
  hang({ file }, { heartbeatTimeout: '10s' }),
);

/** Cancels a scope by a timeout, and continues. */
export const cancelsPart: WorkflowDefinition<undefined, string[]> = app.workflow(
  'conformance.cancelsPart',
  async (ctx) => {
    const notes: string[] = [];
    await ctx
      .withTimeout(30, () => ctx.sleep('1 hour'))
      .catch((error: unknown) => {
        notes.push(TimeoutError.isInstance(error) ? 'part over' : 'part failed');
      });
    await ctx.sleep(1);
    notes.push('went on');
    return notes;
  },
);

/** Catches its cancellation, and calls an activity, which must not start. */
export const refusesAfterCancel: WorkflowDefinition<Marks, string> = app.workflow(
  'conformance.refusesAfterCancel',
  async (ctx, { file }) => {
    await ctx.sleep('1 hour').catch(() => {});
    await mark({ file, text: 'after' });
    return 'not cancelled';
  },
);

export const proceed: SignalDefinition<[]> = defineSignal('proceed');

/** Takes three steps that write marks. */
export const stepByStep: WorkflowDefinition<Marks, string> = app.workflow(
  'conformance.stepByStep',
  async (ctx, { file }) => {
    await mark({ file, text: 'one' });
    await ctx.waitForSignal(proceed);
    await mark({ file, text: 'two' });
    await mark({ file, text: 'three' });
    return 'done';
  },
);

/** Calls an activity that runs until the file `gate` exists. */
export const busyUntil: WorkflowDefinition<{ file: string; gate: string }, string> = app.workflow(
  'conformance.busyUntil',
  async (_, { file, gate }) => {
    await hold({ file, gate });
    await mark({ file, text: 'after' });
    return 'done';
  },
);

/** Calls an activity that takes the given time. */
export const busy: WorkflowDefinition<{ file: string; ms: number }, string> = app.workflow(
  'conformance.busy',
  async (_, { file, ms }) => {
    await slow({ file, ms });
    await mark({ file, text: 'after' });
    return 'done';
  },
);

/** Tries to start each kind of step after its cancellation, and returns the error codes. */
export const triesAfterCancel: WorkflowDefinition<
  { to: string; childId: string },
  Record<string, string>
> = app.workflow('conformance.triesAfterCancel', async (ctx, { to, childId }) => {
  const child = await ctx.startChild(
    generations,
    { number: 1 },
    { workflowId: childId, parentClosePolicy: 'abandon' },
  );
  await ctx.sleep('1 hour').catch(() => {});
  const tries: Readonly<Record<string, () => Promise<unknown>>> = {
    sleep: () => ctx.sleep(1),
    condition: () => ctx.condition(() => true),
    activity: () => ctx.executeActivity('conformance.echo', 1),
    child: () => ctx.startChild(generations, { number: 1 }),
    signal: () => ctx.signalWorkflow(to, item, 'too late'),
    childSignal: () => child.signal(item, 'too late'),
    childCancel: () => child.cancel(),
    wait: () => ctx.waitForSignal(go),
  };
  const codes: Record<string, string> = {};
  for (const [name, attempt] of Object.entries(tries)) {
    try {
      await attempt();
      codes[name] = 'done';
    } catch (error) {
      codes[name] = errorToData(error).code;
    }
  }
  return codes;
});

/** Cancels an activity that ignores its cancellation, and outlives it. */
export const outlivesActivity: WorkflowDefinition<Marks & { gate: string }, void> = app.workflow(
  'conformance.outlivesActivity',
  async (ctx, { file, gate }) => {
    await ctx.cancellable(async (scope) => {
      const held = hold({ file, gate }).catch(() => {});
      await ctx.waitForSignal(proceed);
      scope.cancel();
      await held;
    });
    await ctx.waitForSignal(proceed);
  },
);

/** Has a cleanup that times out. */
export const cleansUpTooSlowly: WorkflowDefinition<undefined, string> = app.workflow(
  'conformance.cleansUpTooSlowly',
  async (ctx) => {
    try {
      await ctx.sleep('1 hour');
    } finally {
      await ctx.shielded(() => ctx.withTimeout(20, () => ctx.sleep('1 hour')));
    }
    return 'slept';
  },
);
