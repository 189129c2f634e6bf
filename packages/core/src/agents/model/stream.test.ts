import { expect, test } from 'vitest';
import type { ActivityContext } from '../../runtime/activity/context.ts';
import { StreamSender } from './stream.ts';
import { TEST_CONTEXT } from './test-support/context.ts';

test('a stream whose signals fail does not fail the answer, and is reported once', async () => {
  const logged: string[] = [];
  let signals = 0;
  const context: ActivityContext = {
    ...TEST_CONTEXT,
    log: (_, message) => logged.push(message),
    signalWorkflow: async () => {
      signals += 1;
      throw new Error('too many signals.');
    },
  };
  const sender = new StreamSender({ id: 's', intervalMs: 0 }, context);
  sender.emit({ type: 'text', delta: 'once ' });
  await sender.end();
  sender.emit({ type: 'text', delta: 'upon' });
  await sender.end();
  expect(signals).toBe(1);
  expect(logged).toEqual([
    expect.stringContaining('too many signals. The workflow receives the whole answer.'),
  ]);
});
