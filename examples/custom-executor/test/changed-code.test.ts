import { once } from 'node:events';
import { expect, test } from 'vitest';
import { Place } from './process.ts';

/** A place in which a workflow waits for its approval, after an activity. */
async function begun(): Promise<Place> {
  const place = await Place.make();
  const start = { workflow: 'changing', input: { marks: place.marks } } as const;
  await place.killAt('awaited', { start, await: 'activity completed' }, 'first');
  return place;
}

test('code that differs from the recorded steps fails, and its run continues with the right code', async () => {
  await using place = await begun();
  const told = await place.run({}, 'changed');
  expect(told?.error).toMatchObject({
    code: 'NON_DETERMINISM',
    message: expect.stringContaining('its step 1 was activity "mark", but its code now starts timer'),
    fields: { workflowId: 'the-one', step: 1, recorded: 'activity "mark"', asked: 'timer' },
  });
  expect(await place.run({ signal: 'Ada' }, 'first')).toMatchObject({ result: 'first' });
  expect(await place.readMarks()).toEqual(['one']);
});

test('a change guarded by ctx.patched does not affect runs that started before it', async () => {
  await using place = await begun();
  expect(await place.run({ signal: 'Ada' }, 'guarded')).toMatchObject({ result: 'guarded' });
  expect(await place.readMarks()).toEqual(['one']);
});

test('a run whose workflow is not defined stays open and continues later', async () => {
  await using place = await begun();
  const unknown = place.start({}, 'unknown');
  const [told] = await once(unknown, 'message');
  expect(told).toMatchObject({ error: { code: 'UNKNOWN_WORKFLOW' } });
  await once(unknown, 'close');
  expect(await place.run({ signal: 'Ada' }, 'first')).toMatchObject({ result: 'first' });
});
