import { describe, expect, test } from 'vitest';
import type { EngineState, EngineView } from '../../../interface/engine.ts';
import type { Recovery } from '../../../interface/recovery.ts';
import type { Mark, RunHead } from '../../../interface/run.ts';
import { fateOf } from './process-fate.ts';

const engine = (name: string, state: EngineState = 'killed'): EngineView => ({
  name,
  state,
  durable: name === 'temporal',
  notes: [],
});

const run = (more: Partial<RunHead>): RunHead => ({
  id: 'a',
  engine: 'temporal',
  workflow: 'timer',
  input: null,
  status: 'running',
  notes: [],
  marks: [],
  messages: { signals: [], queries: [], updates: [] },
  tokens: { input: 0, output: 0 },
  ...more,
});

const mark = (kind: Mark['kind'], pid = 7): Mark => ({ kind, pid, at: 1 });
const KILLED = [mark('killed')];
const RESTARTED = [mark('killed'), mark('started', 8)];

const recovery = (more: Partial<Recovery> = {}): Recovery => ({
  finished: 2,
  kept: 2,
  changed: 0,
  unfinished: 1,
  startedAgain: 0,
  continued: true,
  isComplete: true,
  isRead: true,
  ...more,
});

/** What is said, as one text. */
function said(head: RunHead, others: readonly RunHead[] = [], state?: EngineState): string | undefined {
  const placed = others.map((other) => ({ run: other, engine: engine(other.engine) }));
  const fate = fateOf({ run: head, engine: engine(head.engine, state) }, placed);
  return fate && [fate.title, ...fate.sentences].join(' ');
}

test('nothing is said of a run whose process never ended', () => {
  expect(said(run({}))).toBeUndefined();
  expect(said(run({ status: 'completed' }))).toBeUndefined();
});

describe('a lost run', () => {
  const lost = run({ engine: 'asyncio', status: 'lost', marks: KILLED, recovery: recovery() });

  test('in memory only: nothing is said of Temporal', () => {
    expect(said(lost)).toBe(
      'This run is lost. The process that held it (7) was killed. The in-memory engine keeps runs only there. ' +
        'It was last seen with 2 finished steps and 1 unfinished step; a new process does not bring them back.',
    );
  });

  test.each([
    ['running', 'is still open'],
    ['paused', 'is paused'],
    ['completed', 'completed'],
    ['failed', 'failed'],
    ['cancelled', 'was cancelled'],
    ['terminated', 'was terminated'],
  ] as const)('beside a run on Temporal that is %s', (status, clause) => {
    expect(said(lost, [run({ status })])).toContain(`On Temporal, the run with this id ${clause}.`);
  });

  test('beside a run that is not durable: nothing is said of that one', () => {
    expect(said(lost, [run({ engine: '@acme/executor' })])).not.toContain('acme');
  });

  test('without a step, and without a mark', () => {
    const empty = { ...lost, recovery: recovery({ finished: 0, kept: 0, unfinished: 0 }) };
    expect(said(empty)).toContain('No step of it was seen');
    const { recovery: _recovery, ...unknown } = { ...lost, marks: [] };
    expect(said(unknown)).toContain('The process that held it is gone.');
    expect(said(unknown)).not.toMatch(/\d step/);
  });

  test("of somebody else's engine: where it keeps runs is not claimed", () => {
    const text = said({ ...lost, engine: '@acme/executor', marks: [mark('ended')] });
    expect(text).toContain('The process that held it (7) ended by itself.');
    expect(text).toContain('Whether @acme/executor keeps it elsewhere is not known here.');
    expect(text).not.toContain('in-memory');
  });
});

describe('an open run without a process', () => {
  test('whose history was read since', () => {
    expect(said(run({ marks: KILLED, recovery: recovery() }))).toBe(
      'The worker is dead, the run is not. Its history, read from Temporal since, lists 2 finished steps and ' +
        '1 unfinished step. The run waits for a worker, which continues it from there.',
    );
  });

  test('whose history was not read: its state is not claimed', () => {
    const text = said(run({ marks: KILLED, recovery: recovery({ isRead: false }) }));
    expect(text).toContain('its state is not known');
    expect(text).not.toContain('the run is not');
  });

  test('whose process is being started, or could not be', () => {
    const head = run({ marks: KILLED, recovery: recovery() });
    expect(said(head, [], 'opening')).toContain('The worker is being started.');
    expect(said(head, [], 'failed')).toContain('could not be started again');
  });
});

describe('a run whose process was started again', () => {
  test.each([
    ['running', 'Recovered. The worker was killed and started again, and the run continues.'],
    ['completed', 'Recovered. The worker was killed and started again, and the run completed.'],
    ['failed', 'The worker was started again. The worker was killed and started again, and the run failed.'],
    ['terminated', 'and the run was terminated.'],
    ['cancelled', 'and the run was cancelled.'],
    ['paused', 'and the run is paused.'],
  ] as const)('%s', (status, text) => {
    expect(said(run({ status, marks: RESTARTED, recovery: recovery() }))).toContain(text);
  });

  test('that has taken no step since is not said to have recovered', () => {
    const text = said(run({ marks: RESTARTED, recovery: recovery({ continued: false }) }));
    expect(text).toContain(
      'The worker runs again. It was killed and started again. The run has taken no new step since.',
    );
    expect(text).not.toContain('Recovered');
  });

  test.each([
    [{ finished: 0, kept: 0 }, 'No step had finished before.'],
    [{ finished: 1, kept: 1 }, 'it was not done again.'],
    [{}, 'The 2 steps that had finished are unchanged in its history: none was done again.'],
    [{ finished: 3, changed: 1 }, 'Of 3 finished steps, 1 changed in its history, as if done again.'],
    [{ finished: 3 }, 'Its history no longer lists 1 of 3 finished steps'],
    [{ isComplete: false }, 'The 2 steps that were seen to have finished are unchanged in its history'],
    [{ isComplete: false, finished: 0, kept: 0 }, 'Which steps had finished before was not seen.'],
    [{ isRead: false }, 'Its history has not been read since.'],
    [{ startedAgain: 1 }, '1 step that was unfinished was started again, and may have had an effect twice.'],
    [{ startedAgain: 2 }, '2 steps that were unfinished were started again'],
  ])('%j', (more, text) => {
    const head = run({ marks: RESTARTED, recovery: recovery(more) });
    expect(said(head)).toContain(text);
    const claims = /none was done again|was not done again/.test(said(head) ?? '');
    const { finished, kept, isRead } = recovery(more);
    expect(claims).toBe(isRead && finished > 0 && kept === finished);
  });
});

test('a run that ended without a process is not said to have recovered', () => {
  expect(said(run({ status: 'terminated', marks: KILLED, recovery: recovery() }))).toBe(
    'No worker was running when this run ended. The run was terminated.',
  );
});
