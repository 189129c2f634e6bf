import { defineSignal, type SignalDefinition, type WorkflowDefinition } from '@mcp-agent/core';
import { errorToData, isCancellation, TimeoutError } from '@mcp-agent/core/errors';
import { app } from './app.ts';
import { hang, hold, mark, slow } from './calls.ts';
import { generations } from './chains.ts';
import { go, item } from './messages.ts';

interface Marks {
  readonly file: string;
}

/** Cleans up in a `finally`, by an activity in a shield, when its long sleep ends early. */
export const cleanUp: WorkflowDefinition<Marks, string> = app.workflow(
  'conformance.cleanUp',
  async (ctx, { file }: Marks) => {
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

/** Disposes of what it holds. */
export const disposes: WorkflowDefinition<Marks, string> = app.workflow(
  'conformance.disposes',
  async (ctx, { file }: Marks) => {
    await using _held = {
      [Symbol.asyncDispose]: async () => {
        await ctx.shielded(() => mark({ file, text: 'disposed' }));
      },
    };
    await ctx.sleep('1 hour');
    return 'slept';
  },
);

/** Is told to cancel, and ends in its own way. */
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

/** Is cancelled, and fails while it cleans up. */
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

/** Waits for an activity that waits to be aborted. */
export const hangs: WorkflowDefinition<Marks, unknown> = app.workflow(
  'conformance.hangs',
  (_, { file }: Marks) => hang({ file }, { heartbeatTimeout: '10s' }),
);

/** Cancels a part of itself, and goes on. */
export const cancelsPart: WorkflowDefinition<undefined, string[]> = app.workflow(
  'conformance.cancelsPart',
  async (ctx) => {
    const told: string[] = [];
    await ctx
      .withTimeout(30, () => ctx.sleep('1 hour'))
      .catch((error: unknown) => {
        told.push(TimeoutError.isInstance(error) ? 'part over' : 'part failed');
      });
    await ctx.sleep(1);
    told.push('went on');
    return told;
  },
);

/** Starts nothing any more once it is cancelled. */
export const refusesAfterCancel: WorkflowDefinition<Marks, string> = app.workflow(
  'conformance.refusesAfterCancel',
  async (ctx, { file }: Marks) => {
    await ctx.sleep('1 hour').catch(() => {});
    await mark({ file, text: 'after' });
    return 'not cancelled';
  },
);

export const proceed: SignalDefinition<[]> = defineSignal('proceed');

/** Takes steps, each of which leaves a mark. */
export const stepByStep: WorkflowDefinition<Marks, string> = app.workflow(
  'conformance.stepByStep',
  async (ctx, { file }: Marks) => {
    await mark({ file, text: 'one' });
    await ctx.waitForSignal(proceed);
    await mark({ file, text: 'two' });
    await mark({ file, text: 'three' });
    return 'done';
  },
);

/** Is in the middle of an activity until there is a file of that name. */
export const busyUntil: WorkflowDefinition<{ file: string; gate: string }, string> = app.workflow(
  'conformance.busyUntil',
  async (_, { file, gate }: { file: string; gate: string }) => {
    await hold({ file, gate });
    await mark({ file, text: 'after' });
    return 'done';
  },
);

/** Is in the middle of an activity for that long. */
export const busy: WorkflowDefinition<{ file: string; ms: number }, string> = app.workflow(
  'conformance.busy',
  async (_, { file, ms }: { file: string; ms: number }) => {
    await slow({ file, ms });
    await mark({ file, text: 'after' });
    return 'done';
  },
);

/** Tries to begin each kind of thing after it was cancelled, and says how that went. */
export const triesAfterCancel: WorkflowDefinition<
  { to: string; childId: string },
  Record<string, string>
> = app.workflow(
  'conformance.triesAfterCancel',
  async (ctx, { to, childId }: { to: string; childId: string }) => {
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
    const told: Record<string, string> = {};
    for (const [name, attempt] of Object.entries(tries)) {
      try {
        await attempt();
        told[name] = 'done';
      } catch (error) {
        told[name] = errorToData(error).code;
      }
    }
    return told;
  },
);

/** Is cancelled, and its clean-up itself runs out of time. */
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
