import nodeCrypto from 'node:crypto';
import fs, { readFileSync } from 'node:fs';
import http from 'node:http';
import { registerActivities } from '@mcp-agent/core';
import { afterEach, expect, it } from 'vitest';
import { checkPortability } from './check.ts';
import * as activities from './fixtures/activities.ts';
import * as right from './fixtures/right-workflows.ts';
import { countsRuns, fetches } from './fixtures/wrong-workflows.ts';

registerActivities(activities);

/** What stands in each place that is watched. */
function world(): Map<string, unknown> {
  const places: readonly (readonly [string, object])[] = [
    ['', globalThis],
    ['Date.', Date],
    ['Math.', Math],
    ['Intl.DateTimeFormat.', Intl.DateTimeFormat.prototype],
    ['fs.', fs],
    ['http.', http],
    ['crypto.', nodeCrypto],
  ];
  return new Map(
    places.flatMap(([place, object]) =>
      Object.entries(Object.getOwnPropertyDescriptors(object)).map(
        ([name, { value, get }]): [string, unknown] => [place + name, get ?? value],
      ),
    ),
  );
}

const before = world();

/** The places in which something else stands now. */
function changes(): string[] {
  const now = world();
  return [...before].filter(([name, value]) => !Object.is(now.get(name), value)).map(([name]) => name);
}

afterEach(() => {
  const left = readFileSync === fs.readFileSync ? changes() : ['readFileSync by its name'];
  if (left.length > 0) throw new Error(`Not put back: ${left.join(', ')}`);
});

it('while a check runs the world is watched, and afterwards it is as it was', async () => {
  await checkPortability(
    right.waits,
    { count: 1 },
    {
      during: async (handle) => {
        expect(changes()).toEqual(
          expect.arrayContaining(['fetch', 'process', 'Date', 'Date.now', 'fs.readFileSync']),
        );
        await handle.signal(right.go, 'on');
      },
    },
  );
  expect(changes()).toEqual([]);
});

it('the world is put back where what goes on during the run throws', async () => {
  const failing = checkPortability(right.cleansUp, undefined, {
    during: async () => {
      throw new Error('lost the line');
    },
  });
  await expect(failing).rejects.toThrow('lost the line');
});

it('the world is put back where a workflow waits for what never comes, and how to send it is said', async () => {
  const waiting = checkPortability(right.waitsForEver, undefined);
  await expect(waiting).rejects.toThrow(/during: \(handle\) => handle\.signal/);
});

it('checks at the same time do not disturb one another', async () => {
  const [first, counts, fetched, last] = await Promise.all([
    checkPortability(right.races, undefined),
    checkPortability(countsRuns, undefined),
    checkPortability(fetches, 'data:text/plain,x'),
    checkPortability(right.parent, undefined),
  ]);
  expect([first.portable, counts.portable, fetched.portable, last.portable]).toEqual([
    true,
    false,
    false,
    true,
  ]);
  expect(fetched.problems.map(({ kind }) => kind)).toEqual(['network']);
});
