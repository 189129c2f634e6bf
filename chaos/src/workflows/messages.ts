import { defineQuery, defineSignal, defineUpdate } from '@mcp-agent/core';
import type { Receipt, Work } from '../plan/work.ts';
import { app, performStage } from './app.ts';

/** A message for a stage. The sender numbers each time that it sends one. */
export interface StageMessage {
  readonly stage: number;
  readonly sending: number;
}

/** Has a stage performed. */
export const go = defineSignal<[message: StageMessage]>('go');

/** Has a stage performed, and returns its receipts. */
export const act = defineUpdate<Receipt[], [message: StageMessage]>('act');

/** Returns the number of stages that were performed. */
export const performedStages = defineQuery<number>('performed-stages');

/** Whether the message for a stage is an update. */
export function isUpdate(stage: number): boolean {
  return stage % 2 === 1;
}

/** Performs a stage for each message: signals and updates take turns. */
export const messages = app.workflow('messages', async (ctx, work: Work) => {
  const performed = new Map<number, Promise<Receipt[]>>();
  const sendings: number[] = [];
  let done = 0;
  let last: Promise<unknown> = Promise.resolve();
  const perform = ({ stage, sending }: StageMessage): Promise<Receipt[]> => {
    sendings.push(sending);
    // The sender repeats a message whose answer was lost.
    const known = performed.get(stage) ?? last.then(() => performStage(work, stage));
    if (!performed.has(stage)) last = known.then(() => (done += 1));
    performed.set(stage, known);
    return known;
  };
  ctx.setHandler(performedStages, () => done);
  ctx.setHandler(act, perform);
  ctx.setHandler(go, async (message) => void (await perform(message)));
  await ctx.condition(() => done === work.stages.length);
  const receipts = await Promise.all(performed.values());
  return { receipts: receipts.flat(), sendings };
});
