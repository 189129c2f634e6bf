import { join } from 'node:path';
import { testTimeout } from '@mcp-agent/testing/support';
import { expect, test } from 'vitest';
import { linesOf, Place } from './process.ts';

test('the next process continues after a kill: no step is repeated or lost', async () => {
  await using place = await Place.make();
  const start = { workflow: 'order', input: { marks: place.marks, ms: 5_000 } } as const;
  await place.killAt('awaited', { start, signal: 'Ada', await: 'timer running' });
  const killedAt = Date.now();
  const done = await place.readMarks();
  const told = await place.run({});
  const drawn: unknown = JSON.parse(done[1] ?? '');
  expect(told?.result).toEqual({ by: 'Ada', drawn, noted: done[1], labels: ['fragile'] });
  const marks = await place.readMarks();
  expect(marks).toHaveLength(4);
  expect(new Set(marks)).toEqual(new Set(['before', done[1], 'packed', 'after']));
  const timer = told?.history?.find((step) => step.type === 'timer');
  expect(timer?.startedAt).toBeLessThan(killedAt);
  expect((timer?.endedAt ?? 0) - (timer?.startedAt ?? 0)).toBeGreaterThanOrEqual(4_998);
  // Not slept again from its beginning.
  expect(timer?.endedAt).toBeLessThan((told?.openedAt ?? 0) + 5_000);
  expect(told?.history?.map(({ type, name, status }) => `${type} ${name} ${status}`)).toEqual([
    'activity mark completed',
    'signal approve completed',
    'child pack completed',
    'activity mark completed',
    'timer  completed',
    'activity mark completed',
  ]);
});

test('retries an activity during which the process died, as the second attempt', async () => {
  await using place = await Place.make();
  const start = { workflow: 'hanging', input: { marks: place.marks, attempts: 3 } } as const;
  await place.killAt('stuck', { start });
  const told = await place.run({});
  expect(told?.result).toMatchObject({ attempt: 2, activityId: '1', heartbeatDetails: { page: 3 } });
  expect(told?.history).toMatchObject([{ type: 'activity', status: 'completed', attempts: 2 }]);
  expect(await place.readMarks()).toEqual(['attempt 1', 'attempt 2']);
});

test('an activity with one attempt fails with an unknown outcome and is not retried', async () => {
  await using place = await Place.make();
  const start = { workflow: 'hanging', input: { marks: place.marks, attempts: 1 } } as const;
  await place.killAt('stuck', { start });
  const told = await place.run({});
  expect(told?.error).toMatchObject({
    code: 'WORKFLOW_FAILED',
    cause: { code: 'ACTIVITY_FAILED', cause: { code: 'TIMED_OUT', fields: { kind: 'heartbeat' } } },
  });
  expect(await place.readMarks()).toEqual(['attempt 1']);
});

test(
  'the next process can continue after a death before or after any commit, with the events that followers have seen',
  async () => {
    const died: number[] = [];
    let shown = 0;
    for (let dieAt = 1; ; dieAt += 3) {
      await using place = await Place.make();
      const start = { workflow: 'order', input: { marks: place.marks, ms: 10 } } as const;
      const [seen, all] = [join(place.folder, 'seen'), join(place.folder, 'all')];
      const told = await place.run({ start, signal: 'Ada', dieAt, events: seen });
      if (told !== undefined) break;
      died.push(dieAt);
      const marks = await place.readMarks();
      const { result } = (await place.run({ start, signal: 'Bob', events: all })) ?? {};
      expect(result, `died at ${dieAt}`).toMatchObject({
        by: expect.stringMatching(/Ada|Bob/),
        labels: ['fragile'],
      });
      const after = await place.readMarks();
      expect(new Set(after).size).toBe(4);
      // One more for each that was done and not yet in the file: the parent's and the child's at the most.
      expect(after.length).toBeLessThanOrEqual(6);
      expect(after.slice(0, marks.length)).toEqual(marks);
      const before = await linesOf(seen);
      expect((await linesOf(all)).slice(0, before.length), `died at ${dieAt}`).toEqual(before);
      shown += before.length;
    }
    expect(died.length).toBeGreaterThan(8);
    expect(shown).toBeGreaterThan(8);
  },
  testTimeout(600_000),
);
