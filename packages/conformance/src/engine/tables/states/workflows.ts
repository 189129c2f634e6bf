import {
  defineQuery,
  defineSignal,
  defineUpdate,
  type QueryDefinition,
  type SignalDefinition,
  type UpdateDefinition,
  type WorkflowContext,
  type WorkflowDefinition,
} from '@mcp-agent/core';
import { app } from '../../workflows/app.ts';
import { hold } from '../../workflows/calls.ts';

/** Where a run is when it receives a message. */
export type Place =
  | 'condition'
  | 'timer'
  | 'activity'
  | 'scope'
  | 'shield'
  | 'child'
  | 'clean-up'
  | 'end'
  | 'failure'
  | 'next run';

export interface Stay {
  readonly place: Place;
  /** Files for the activity: one that it writes, and one that lets it end. */
  readonly file: string;
  readonly gate: string;
  /** The place in the next run, if this one continues as new. */
  readonly next?: Place;
  readonly run?: number;
}

/** The place that a run has reached, and its number. */
export const placeQuery: QueryDefinition<string, []> = defineQuery('place');
export const leave: SignalDefinition<[]> = defineSignal('leave');

export const notes: QueryDefinition<string[], []> = defineQuery('notes');
export const noteSignal: SignalDefinition<[string]> = defineSignal('noteSignal');
export const slowSignal: SignalDefinition<[string]> = defineSignal('slowSignal');
export const unhandledSignal: SignalDefinition<[string]> = defineSignal('unhandledSignal');
export const goodQuery: QueryDefinition<string, [string]> = defineQuery('goodQuery');
export const badQuery: QueryDefinition<string, [string]> = defineQuery('badQuery');
export const unhandledQuery: QueryDefinition<string, [string]> = defineQuery('unhandledQuery');
export const goodUpdate: UpdateDefinition<string, [string]> = defineUpdate('goodUpdate');
export const slowUpdate: UpdateDefinition<string, [string]> = defineUpdate('slowUpdate');
export const badUpdate: UpdateDefinition<string, [string]> = defineUpdate('badUpdate');
export const rejectedUpdate: UpdateDefinition<string, [string]> = defineUpdate('rejectedUpdate');
export const unhandledUpdate: UpdateDefinition<string, [string]> = defineUpdate('unhandledUpdate');

function fail(text: string): never {
  throw new Error(`no ${text}`);
}

function setHandlers(ctx: WorkflowContext): void {
  const noted: string[] = [];
  const note = (text: string): string => {
    noted.push(text);
    return `noted ${text}`;
  };
  const noteSlowly = async (text: string): Promise<string> => {
    await ctx.sleep(1);
    return note(text);
  };
  ctx.setHandler(notes, () => noted);
  ctx.setHandler(noteSignal, (text) => void note(text));
  ctx.setHandler(slowSignal, async (text) => void (await ctx.shielded(() => noteSlowly(text))));
  ctx.setHandler(goodQuery, (text) => `read ${text}`);
  ctx.setHandler(badQuery, fail);
  ctx.setHandler(goodUpdate, note);
  ctx.setHandler(slowUpdate, (text) => ctx.shielded(() => noteSlowly(text)));
  ctx.setHandler(badUpdate, fail);
  ctx.setHandler(rejectedUpdate, note, { validator: fail });
}

async function stayIn(ctx: WorkflowContext, { place, file, gate }: Stay, left: () => boolean): Promise<void> {
  const wait = (): Promise<void> => ctx.condition(left);
  switch (place) {
    case 'timer':
      await Promise.race([wait(), ctx.sleep('1 hour')]);
      break;
    case 'activity':
      await hold({ file, gate });
      break;
    case 'scope':
      await ctx.cancellable(() => ctx.withTimeout('1 hour', wait));
      break;
    case 'shield':
      await ctx.shielded(wait);
      break;
    case 'child':
      await Promise.race([wait(), ctx.executeChild(stays, { place: 'condition', file, gate })]);
      break;
    case 'end':
      break;
    case 'failure':
      throw new Error('left in anger');
    default:
      await wait();
  }
}

/** Stays at a place until it may leave. A cancelled run at the place `clean-up` also waits before it ends. */
export const stays: WorkflowDefinition<Stay, string> = app.workflow(
  'conformance.stays',
  async (ctx, stay) => {
    const { place, next, run = 1 } = stay;
    let at: string = place;
    let mayLeave = false;
    ctx.setHandler(placeQuery, () => `${at} of run ${run}`);
    ctx.setHandler(leave, () => {
      mayLeave = true;
    });
    setHandlers(ctx);
    if (next !== undefined) return ctx.continueAsNew({ ...stay, place: next, next: undefined, run: run + 1 });
    try {
      await stayIn(ctx, stay, () => mayLeave);
    } finally {
      if (place === 'clean-up') {
        at = 'in clean-up';
        mayLeave = false;
        await ctx.shielded(() => ctx.condition(() => mayLeave));
      }
    }
    return `left run ${run}`;
  },
);
