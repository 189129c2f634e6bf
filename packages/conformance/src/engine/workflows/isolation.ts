import {
  type ActivityOptions,
  defineUpdate,
  type JsonValue,
  type UpdateDefinition,
  type WorkflowDefinition,
} from '@mcp-agent/core';
import { ApplicationError, CancelledError, type ErrorData } from '@mcp-agent/core/errors';
import { thrownBy } from '../../contract/thrown-by.ts';
import { app } from './app.ts';
import { echo } from './basics.ts';
import { go, item } from './messages.ts';
import { type Odd, throwOdd } from './odd.ts';

const ONCE: ActivityOptions = { retry: { maximumAttempts: 1 } };

export const throwsOdd: WorkflowDefinition<{ how: Odd }, never> = app.workflow(
  'conformance.throwsOdd',
  async (_, { how }) => throwOdd(how),
);

/** Has a signal handler that throws an odd value. */
export const throwsOddWhenSignalled: WorkflowDefinition<{ how: Odd }, string> = app.workflow(
  'conformance.throwsOddWhenSignalled',
  async (ctx, { how }) => {
    ctx.setHandler(item, () => throwOdd(how));
    await ctx.sleep('1 hour');
    return 'slept';
  },
);

/** Has an unhandled promise that rejects with an odd value. */
export const losesOdd: WorkflowDefinition<{ how: Odd; late: boolean }, string> = app.workflow(
  'conformance.losesOdd',
  async (ctx, { how, late }) => {
    if (late) await ctx.sleep(1);
    void (async () => throwOdd(how))();
    await ctx.sleep('1 hour');
    return 'slept';
  },
);

/** Calls an activity that throws an odd value, and returns the error. */
export const catchesOdd: WorkflowDefinition<{ how: Odd }, ErrorData> = app.workflow(
  'conformance.catchesOdd',
  (ctx, { how }) => thrownBy(() => ctx.executeActivity('conformance.throwOdd', how, ONCE)),
);

/** Sends large inputs to activities and children in one turn, and continues as new with a large input. */
export const sendsMuch: WorkflowDefinition<{ bytes: number; carried?: string }, number[]> = app.workflow(
  'conformance.sendsMuch',
  async (ctx, { bytes, carried }) => {
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

/** In the turn of the signal `go`, answers updates with large errors and calls an activity with a large input. */
export const failsMuch: WorkflowDefinition<undefined, string> = app.workflow(
  'conformance.failsMuch',
  async (ctx) => {
    let isOver = false;
    ctx.setHandler(failMuch, async () => {
      await ctx.condition(() => isOver);
      throw new ApplicationError('much', { details: { text: '€'.repeat(95_000) } });
    });
    await ctx.waitForSignal(go);
    isOver = true;
    const echoed = ctx.executeActivity<string>('conformance.echo', 'x'.repeat(1_900_000));
    // The handlers end before the workflow.
    await ctx.sleep(100);
    return echoed;
  },
);

export const failMuch: UpdateDefinition<never, []> = defineUpdate('failMuch');

/** Logs values that cannot be written, and continues. */
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

/** Waits for a condition whose predicate throws, and returns the message. */
export const throwsInPredicate: WorkflowDefinition<undefined, string> = app.workflow(
  'conformance.throwsInPredicate',
  async (ctx) => {
    const fail = (): never => {
      throw new CancelledError('the predicate failed');
    };
    return (await thrownBy(() => ctx.condition(fail))).message;
  },
);
