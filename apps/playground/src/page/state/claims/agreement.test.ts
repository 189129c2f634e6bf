import { expect, test } from 'vitest';
import type { RunHead, RunStatus } from '../../../interface/run.ts';
import { agreementOf } from './agreement.ts';

const run = (engine: string, status: RunStatus, resultDigest?: string): RunHead => ({
  id: 'a',
  engine,
  workflow: 'timer',
  input: null,
  status,
  notes: [],
  marks: [],
  messages: { signals: [], queries: [], updates: [] },
  tokens: { input: 0, output: 0 },
  ...(resultDigest !== undefined && { result: 'the same beginning', resultDigest }),
});

test.each([
  [[run('asyncio', 'completed', 'x')], undefined],
  [[run('asyncio', 'completed', 'x'), run('temporal', 'completed', 'x')], 'Same result on both engines.'],
  [
    [run('asyncio', 'completed', 'x'), run('temporal', 'completed', 'y')],
    'Different results on both engines.',
  ],
  [
    [run('asyncio', 'completed', 'x'), run('temporal', 'completed', 'x'), run('acme', 'completed', 'x')],
    'Same result on all 3 engines.',
  ],
  [
    [run('asyncio', 'completed', 'x'), run('temporal', 'running')],
    'Results are compared when all runs have ended.',
  ],
  [
    [run('asyncio', 'lost'), run('temporal', 'completed', 'x')],
    'Results are not compared: In memory lost, Temporal completed.',
  ],
  [
    [run('asyncio', 'failed'), run('temporal', 'failed')],
    'Results are not compared: In memory failed, Temporal failed.',
  ],
  [
    [run('asyncio', 'completed'), run('temporal', 'completed')],
    'Results are not compared: they are nested too deeply.',
  ],
])('describes the comparison of results: %#', (runs, text) => {
  expect(agreementOf(runs)?.text).toBe(text);
});
