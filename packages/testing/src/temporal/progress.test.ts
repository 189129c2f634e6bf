import { expect, test } from 'vitest';
import { withProgress } from './progress.ts';

test('reports a slow step at its start and then at intervals', async () => {
  const messages: string[] = [];
  const { promise: thirdReport, resolve } = thirdOf(messages);
  await withProgress(resolve, 'Building', () => thirdReport, 1);
  const report: unknown = expect.stringMatching(/^Building \(\d+ s so far\)$/);
  expect(messages.slice(0, 3)).toEqual(['Building', report, report]);
});

function thirdOf(messages: string[]): { promise: Promise<void>; resolve: (message: string) => void } {
  let done = (): void => {};
  const promise = new Promise<void>((resolve) => {
    done = resolve;
  });
  return {
    promise,
    resolve: (message) => {
      if (messages.push(message) === 3) done();
    },
  };
}
