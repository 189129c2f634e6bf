import nodeCrypto from 'node:crypto';
import fs, { readFileSync } from 'node:fs';
import http from 'node:http';
import { registerActivities } from '@mcp-agent/core';
import { afterEach, expect, it } from 'vitest';
import { checkPortability } from './check.ts';
import * as activities from './fixtures/activities.ts';
import * as portable from './fixtures/portable-workflows.ts';
import { countsRuns, fetches } from './fixtures/nonportable-workflows.ts';

registerActivities(activities);

/** Reads the current value of each place that the check patches. */
function readGlobals(): Map<string, unknown> {
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

const before = readGlobals();

/** Returns the places whose value has changed. */
function changes(): string[] {
  const now = readGlobals();
  return [...before].filter(([name, value]) => !Object.is(now.get(name), value)).map(([name]) => name);
}

afterEach(() => {
  const left = readFileSync === fs.readFileSync ? changes() : ['the import readFileSync'];
  if (left.length > 0) throw new Error(`Not restored: ${left.join(', ')}`);
});

it('patches globals while a check runs, and restores them afterwards', async () => {
  await checkPortability(
    portable.waits,
    { count: 1 },
    {
      during: async (handle) => {
        expect(changes()).toEqual(
          expect.arrayContaining(['fetch', 'process', 'Date', 'Date.now', 'fs.readFileSync']),
        );
        await handle.signal(portable.go, 'on');
      },
    },
  );
  expect(changes()).toEqual([]);
});

it('restores globals if `during` throws', async () => {
  const failing = checkPortability(portable.cleansUp, undefined, {
    during: async () => {
      throw new Error('thrown by during');
    },
  });
  await expect(failing).rejects.toThrow('thrown by during');
});

it('restores globals if the workflow waits for a message that is not sent; the error shows how to send it', async () => {
  const waiting = checkPortability(portable.waitsForEver, undefined);
  await expect(waiting).rejects.toThrow(/during: \(handle\) => handle\.signal/);
});

it('concurrent checks do not interfere', async () => {
  const [first, counts, fetched, last] = await Promise.all([
    checkPortability(portable.races, undefined),
    checkPortability(countsRuns, undefined),
    checkPortability(fetches, 'data:text/plain,x'),
    checkPortability(portable.parent, undefined),
  ]);
  expect([first.portable, counts.portable, fetched.portable, last.portable]).toEqual([
    true,
    false,
    false,
    true,
  ]);
  expect(fetched.problems.map(({ kind }) => kind)).toEqual(['network']);
});
