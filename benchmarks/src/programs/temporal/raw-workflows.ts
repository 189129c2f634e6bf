import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import type * as activities from './raw-activities.ts';

const { noop } = proxyActivities<typeof activities>({ startToCloseTimeout: '1 minute' });

/** Four activities, one after another. */
export async function four(): Promise<number> {
  let sum = 0;
  for (let index = 0; index < 4; index += 1) sum += await noop(index);
  return sum;
}

const go = defineSignal('go');

/** Waits for a signal, and has nothing else. */
export async function waits(): Promise<void> {
  let gone = false;
  setHandler(go, () => {
    gone = true;
  });
  await condition(() => gone);
}
