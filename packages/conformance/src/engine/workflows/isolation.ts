import type { ActivityOptions, JsonValue, WorkflowDefinition } from '@mcp-agent/core';
import { CancelledError, type ErrorData, errorToData } from '@mcp-agent/core/errors';
import { app } from './app.ts';
import { echo } from './basics.ts';
import { item } from './messages.ts';
import { type Odd, throwOdd } from './odd.ts';

const ONCE: ActivityOptions = { retry: { maximumAttempts: 1 } };

export const throwsOdd: WorkflowDefinition<{ how: Odd }, never> = app.workflow(
  'conformance.throwsOdd',
  async (_, { how }: { how: Odd }) => throwOdd(how),
);

/** Has a handler of a signal that throws something odd. */
export const throwsOddWhenSignalled: WorkflowDefinition<{ how: Odd }, string> = app.workflow(
  'conformance.throwsOddWhenSignalled',
  async (ctx, { how }: { how: Odd }) => {
    ctx.setHandler(item, () => throwOdd(how));
    await ctx.sleep('1 hour');
    return 'slept';
  },
);

/** Makes a promise that rejects with something odd, and that nothing handles. */
export const losesOdd: WorkflowDefinition<{ how: Odd; late: boolean }, string> = app.workflow(
  'conformance.losesOdd',
  async (ctx, { how, late }: { how: Odd; late: boolean }) => {
    if (late) await ctx.sleep(1);
    void (async () => throwOdd(how))();
    await ctx.sleep('1 hour');
    return 'slept';
  },
);

/** Gives what it is thrown by an activity that throws that. */
export const catchesOdd: WorkflowDefinition<{ how: Odd }, ErrorData> = app.workflow(
  'conformance.catchesOdd',
  async (ctx, { how }: { how: Odd }) => {
    try {
      await ctx.executeActivity('conformance.throwOdd', how, ONCE);
    } catch (error) {
      return errorToData(error);
    }
    return errorToData('nothing was thrown');
  },
);

/** Has activities and children take a lot at once, and goes on with a lot. */
export const sendsMuch: WorkflowDefinition<{ bytes: number; carried?: string }, number[]> = app.workflow(
  'conformance.sendsMuch',
  async (ctx, { bytes, carried }: { bytes: number; carried?: string }) => {
    const much = 'x'.repeat(bytes);
    const send = (index: number): Promise<string> =>
      index % 2 === 0
        ? ctx.executeActivity<string>('conformance.echo', `${index}${much}`)
        : ctx.executeChild(echo, `${index}${much}`).then(String);
    const echoed = await Promise.all([0, 1, 2, 3, 4, 5].map(send));
    if (carried === undefined) {
      for (const index of [0, 2]) void send(index);
      await ctx.continueAsNew({ bytes, carried: much });
    }
    return [...echoed, `${carried}`].map(({ length }) => length);
  },
);

/** Logs what cannot be written, and goes on. */
export const logsOdd: WorkflowDefinition<undefined, string> = app.workflow(
  'conformance.logsOdd',
  async (ctx) => {
    const cycle: Record<string, JsonValue> = {};
    cycle['self'] = cycle;
    ctx.logger.debug('odd \ud800', cycle);
    ctx.logger.debug('x'.repeat(100_000), JSON.parse('{"deep":1}'));
    await ctx.sleep(1);
    return 'logged';
  },
);

/** Is asked whether its condition holds, by a predicate that throws. */
export const throwsInPredicate: WorkflowDefinition<undefined, string> = app.workflow(
  'conformance.throwsInPredicate',
  async (ctx) => {
    try {
      await ctx.condition(() => {
        throw new CancelledError('the predicate failed');
      });
      return 'nothing was thrown';
    } catch (error) {
      return errorToData(error).message;
    }
  },
);
