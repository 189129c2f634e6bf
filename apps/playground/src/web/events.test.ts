import type { HistoryStep } from '@mcp-agent/core';
import { expect, test } from 'vitest';
import type { PageEvent } from '../interface/events.ts';
import { Run } from '../runs/run.ts';
import { Versions } from '../runs/versions.ts';
import { eventId, eventsSince, type EventSources, versionOf } from './events.ts';

const timer = (startedAt: number, status: HistoryStep['status'] = 'running'): HistoryStep => ({
  type: 'timer',
  name: '',
  status,
  startedAt,
  attempts: 1,
  ...(status === 'completed' && { endedAt: startedAt + 1 }),
});

/** The state of a reader, built from events. */
class Reader {
  version = 0;
  status = '';
  steps: string[] = [];

  read(told: EventSources, most = Infinity): void {
    for (const { version, event } of eventsSince(told, this.version, new Set(['asyncio/a'])).slice(0, most)) {
      this.#take(event);
      this.version = versionOf(eventId(version));
    }
  }

  #take(event: PageEvent): void {
    if (event.type === 'run') this.status = event.run.status;
    if (event.type === 'steps') for (const [index, { status }] of event.steps) this.steps[index] = status;
  }
}

function playground(): { told: EventSources; run: Run } {
  const versions = new Versions();
  const run = new Run({ id: 'a', engine: 'asyncio', workflow: 'timer', input: null }, versions);
  const other = new Run({ id: 'b', engine: 'asyncio', workflow: 'timer', input: null }, versions);
  other.follow([timer(1)]);
  return {
    run,
    told: { engines: { list: () => [] }, enginesVersion: () => 0, runs: { list: () => [run, other] } },
  };
}

test('a reader that reconnects after any event misses nothing', () => {
  const { told, run } = playground();
  run.begin();
  const always = new Reader();
  const often = new Reader();
  const steps: HistoryStep[] = [];
  for (let index = 0; index < 40; index += 1) {
    steps[index] = timer(index);
    if (index > 2) steps[index - 2] = timer(index - 2, 'completed');
    run.follow([...steps]);
    always.read(told);
    // The connection is lost after some events.
    if (index % 3 !== 0) often.read(told, 1);
  }
  run.complete('done');
  always.read(told);
  often.read(told);
  expect(often.steps).toEqual(always.steps);
  expect(often.steps).toHaveLength(40);
  expect(often.status).toBe('completed');
});

test('sends nothing to a reader that is up to date, and only the steps of its runs', () => {
  const { told, run } = playground();
  run.follow([timer(1)]);
  const reader = new Reader();
  reader.read(told);
  expect(eventsSince(told, reader.version, new Set(['asyncio/a']))).toEqual([]);
  const kinds = eventsSince(told, 0, new Set()).map(({ event }) => event.type);
  expect(kinds.filter((kind) => kind === 'steps')).toEqual([]);
});

test('sends everything again after a restart of the playground', () => {
  expect(versionOf('00000000.17')).toBe(0);
  expect(versionOf(undefined)).toBe(0);
  expect(versionOf(eventId(17))).toBe(17);
});

test('truncates a result of two megabytes for the page, but not in the API', () => {
  const { told, run } = playground();
  run.complete('x'.repeat(2_000_000));
  const sent = JSON.stringify(eventsSince(told, 0, new Set()));
  expect(sent.length).toBeLessThan(60_000);
  expect(sent).toContain('[Truncated: 1,950,000 more characters.]');
  expect(run.head().result).toHaveLength(2_000_000);
});
