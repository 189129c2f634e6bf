import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import type * as activities from './raw-activities.ts';

const { noop } = proxyActivities<typeof activities>({ startToCloseTimeout: '1 minute' });

/** Calls four activities, one after another. */
export async function four(): Promise<number> {
  let sum = 0;
  for (let index = 0; index < 4; index += 1) sum += await noop(index);
  return sum;
}

const go = defineSignal('go');

/** Waits for a signal. */
export async function waits(): Promise<void> {
  let isDone = false;
  setHandler(go, () => {
    isDone = true;
  });
  await condition(() => isDone);
}
