import { tmpdir } from 'node:os';
import { loadConfig } from '@mcp-agent/config';
import { expect, test } from 'vitest';
import { Engine } from '../engine/engine.ts';
import { Runs } from './runs.ts';
import { Versions } from './versions.ts';

const WORKFLOWS = new URL('../test-support/mine.ts', import.meta.url);

/** Creates an in-memory engine with a program. */
async function engineOf(program: URL, onProcess: (kind: string) => void): Promise<Engine> {
  const config = await loadConfig({ cwd: tmpdir() });
  return new Engine(
    {
      name: 'asyncio',
      durable: false,
      started: () => '',
      prepare: async () => ({ program, config, [Symbol.asyncDispose]: async () => {} }),
    },
    WORKFLOWS,
    new AbortController().signal,
    { onChange: () => {}, onProcess: (_engine, { kind }) => onProcess(kind) },
  );
}

function newRuns(): Runs {
  return new Runs(new Versions(), new AbortController().signal);
}

test('a run whose process exits at the start fails with the reason and is not lost', async () => {
  await using engine = await engineOf(new URL('../test-support/exits.ts', import.meta.url), () => {});
  await using runs = newRuns();
  const run = runs.start(engine, { id: 'a', workflow: 'shout', input: 'hello' });
  await run.ended;
  expect(run.head()).toMatchObject({
    status: 'failed',
    error: [{ message: expect.stringContaining('exit code 3') }],
  });
});

test('concurrent runs after a kill start one process', async () => {
  const told: string[] = [];
  const program = new URL('../engine/programs/executor.ts', import.meta.url);
  await using engine = await engineOf(program, (kind) => told.push(kind));
  await using runs = newRuns();
  for (const round of [1, 2]) {
    const started = [1, 2, 3].map((index) =>
      runs.start(engine, { id: `${round}-${index}`, workflow: 'shout', input: 'hello' }),
    );
    await Promise.all(started.map(({ ended }) => ended));
    expect(started.map((run) => run.head().status)).toEqual(['completed', 'completed', 'completed']);
    await engine.kill();
  }
  expect(told).toEqual(['killed', 'started', 'killed']);
});

test.each(['', 'a'.repeat(5_000), '👩‍👩‍👧'.repeat(40), 'a/b'])(
  'the run ID for %j is valid on every engine',
  (name) => {
    const id = newRuns().newId(name);
    expect(id.isWellFormed()).toBe(true);
    expect(Buffer.byteLength(id)).toBeLessThan(500);
    expect(id.startsWith(name.slice(0, 90))).toBe(true);
  },
);
