import {
  type ActivityOptions,
  defineQuery,
  defineSignal,
  defineUpdate,
  type JsonValue,
  type QueryDefinition,
  type SignalDefinition,
  type UpdateDefinition,
  type WorkflowContext,
  type WorkflowDefinition,
} from '@mcp-agent/core';
import { app } from '../../workflows/app.ts';
import { echo } from '../../workflows/basics.ts';
import { type Outcome, outcomeOf } from '../outcome.ts';
import { shown, valueOf } from './values.ts';

export const showSignal: SignalDefinition<[unknown]> = defineSignal('showSignal');
export const shownSignals: QueryDefinition<string[], []> = defineQuery('shownSignals');
export const showQuery: QueryDefinition<string, [unknown]> = defineQuery('showQuery');
export const giveQuery: QueryDefinition<unknown, [string]> = defineQuery('giveQuery');
export const showUpdate: UpdateDefinition<string, [unknown]> = defineUpdate('showUpdate');
export const giveUpdate: UpdateDefinition<unknown, [string]> = defineUpdate('giveUpdate');
export const endExchange: SignalDefinition<[]> = defineSignal('endExchange');

/** Sets handlers that show what they receive, or return a value. Returns the texts of the signals. */
function exchange(ctx: WorkflowContext): string[] {
  const signals: string[] = [];
  let validated = '';
  ctx.setHandler(showSignal, (value) => void signals.push(shown(value)));
  ctx.setHandler(shownSignals, () => signals);
  ctx.setHandler(showQuery, (value) => shown(value));
  ctx.setHandler(giveQuery, (name) => valueOf<unknown>(name));
  ctx.setHandler(
    showUpdate,
    (value) => (shown(value) === validated ? validated : `validated ${validated}, handled ${shown(value)}`),
    {
      validator: (value) => {
        validated = shown(value);
      },
    },
  );
  ctx.setHandler(giveUpdate, (name) => valueOf<unknown>(name));
  return signals;
}

/** Exchanges values by messages until it ends. */
export const exchanges: WorkflowDefinition<undefined, null> = app.workflow(
  'conformance.exchanges',
  async (ctx) => {
    exchange(ctx);
    await ctx.waitForSignal(endExchange);
    return null;
  },
);

/** Returns the value of a cell. */
export const givesValue: WorkflowDefinition<{ cell: string }, unknown> = app.workflow(
  'conformance.givesValue',
  async (_, { cell }) => valueOf<unknown>(cell),
);

const ONCE: ActivityOptions = { retry: { maximumAttempts: 1 } };

/** Doors of `ctx`, each of which returns the text of what was received. */
export const CTX_DOORS: Readonly<Record<string, (ctx: WorkflowContext, cell: string) => Promise<string>>> = {
  'activity input': (ctx, cell) => ctx.executeActivity('conformance.showsValue', valueOf(cell), ONCE),
  'activity result': async (ctx, cell) =>
    shown(await ctx.executeActivity('conformance.givesValue', cell, ONCE)),
  'activity query': (ctx, cell) => ctx.executeActivity('conformance.sendsValue', { cell, by: 'query' }, ONCE),
  'activity update': (ctx, cell) =>
    ctx.executeActivity('conformance.sendsValue', { cell, by: 'update' }, ONCE),
  'activity signal': (ctx, cell) =>
    ctx.executeActivity('conformance.sendsValue', { cell, by: 'signal' }, ONCE),
  'activity query answer': (ctx, cell) =>
    ctx.executeActivity('conformance.receivesValue', { cell, by: 'query' }, ONCE),
  'activity update answer': (ctx, cell) =>
    ctx.executeActivity('conformance.receivesValue', { cell, by: 'update' }, ONCE),
  'error details': (ctx, cell) => ctx.executeActivity('conformance.detailsValue', cell, ONCE),
  checkpoint: (ctx, cell) =>
    ctx.executeActivity('conformance.checkpointsValue', cell, {
      retry: { initialInterval: 1, maximumAttempts: 2 },
    }),
  signalWorkflow: async (ctx, cell) => {
    await ctx.signalWorkflow(ctx.workflowId, showSignal, valueOf(cell));
    return 'sent';
  },
};

/** Doors whose values must arrive one after another. */
const IN_ORDER: ReadonlySet<string> = new Set(['activity signal', 'activity update', 'signalWorkflow']);

/** Passes each value through one door of `ctx`. A door that sends signals returns what arrived. */
export const passesThrough: WorkflowDefinition<
  { door: string; cells: string[] },
  { outcomes: Outcome<string>[]; signals: string[] }
> = app.workflow('conformance.passesThrough', async (ctx, { door, cells }) => {
  const signals = exchange(ctx);
  const send = (cell: string): Promise<Outcome<string>> =>
    outcomeOf(async () => (await CTX_DOORS[door]?.(ctx, cell)) ?? '');
  const outcomes = await ctx.map(cells, send, { concurrency: IN_ORDER.has(door) ? 1 : 8 });
  const sent = outcomes.filter((outcome) => 'value' in outcome && outcome.value === 'sent').length;
  await ctx.condition(() => signals.length >= sent);
  return { outcomes, signals };
});

/** Refuses to send each value: it starts no child, and does not continue. Returns the errors. */
export const cannotSend: WorkflowDefinition<
  { door: 'child' | 'continueAsNew'; cells: string[] },
  Outcome<string>[]
> = app.workflow('conformance.cannotSend', async (ctx, { door, cells }) => {
  const outcomes: Outcome<string>[] = [];
  for (const cell of cells) {
    outcomes.push(
      await outcomeOf(async () => {
        if (door === 'child') await ctx.executeChild(echo, valueOf<JsonValue>(cell));
        else await ctx.continueAsNew(valueOf(cell));
        return 'sent';
      }),
    );
  }
  return outcomes;
});

/** Calls a child that returns each value, and returns the errors. */
export const receivesRefused: WorkflowDefinition<{ cells: string[] }, Outcome<string>[]> = app.workflow(
  'conformance.receivesRefused',
  (ctx, { cells }) =>
    ctx.map(
      cells,
      (cell, index) =>
        outcomeOf(async () =>
          shown(await ctx.executeChild(givesValue, { cell }, { workflowId: `${ctx.workflowId}-${index}` })),
        ),
      { concurrency: 20 },
    ),
);

/** The echo workflow, for values of any type. */
const echoAny: WorkflowDefinition<unknown, unknown> = { ...echo, run: async (_, input) => input };

/** Passes its input to a child, and what the child returns to its caller. Shows the signal that it received. */
export const passesOn: WorkflowDefinition<unknown, unknown> = app.workflow(
  'conformance.passesOn',
  async (ctx, input) => {
    const signals = exchange(ctx);
    const output = await ctx.executeChild(echoAny, input);
    await ctx.condition(() => signals.length > 0);
    return output;
  },
);

interface Carried {
  readonly carries: string;
}

function isCarried(input: unknown): input is Carried {
  return typeof input === 'object' && input !== null && 'carries' in input;
}

/** Continues as new with the value of a cell, and returns it from the next run. */
export const continuesWith: WorkflowDefinition<unknown, unknown> = app.workflow(
  'conformance.continuesWith',
  async (ctx, input) => (isCarried(input) ? ctx.continueAsNew(valueOf(input.carries)) : input),
);
