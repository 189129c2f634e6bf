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

test('says nothing about a run whose process never ended', () => {
  expect(said(run({}))).toBeUndefined();
  expect(said(run({ status: 'completed' }))).toBeUndefined();
});

describe('a lost run', () => {
  const lost = run({ engine: 'asyncio', status: 'lost', marks: KILLED, recovery: recovery() });

  test('in memory only: does not mention Temporal', () => {
    expect(said(lost)).toBe(
      'This run is lost. The process that held it (7) was killed. The in-memory engine keeps runs only there. ' +
        'It was last seen with 2 finished steps and 1 unfinished step. A new process does not restore them.',
    );
  });

  test.each([
    ['running', 'is still open'],
    ['paused', 'is paused'],
    ['completed', 'completed'],
    ['failed', 'failed'],
    ['cancelled', 'was cancelled'],
    ['terminated', 'was terminated'],
  ] as const)('with a run on Temporal that is %s', (status, clause) => {
    expect(said(lost, [run({ status })])).toContain(`On Temporal, the run with this id ${clause}.`);
  });

  test('with a run that is not durable: does not mention it', () => {
    expect(said(lost, [run({ engine: '@acme/executor' })])).not.toContain('acme');
  });

  test('without steps, and without an event', () => {
    const empty = { ...lost, recovery: recovery({ finished: 0, kept: 0, unfinished: 0 }) };
    expect(said(empty)).toContain('No step of it was seen');
    const { recovery: _recovery, ...unknown } = { ...lost, marks: [] };
    expect(said(unknown)).toContain('The process that held it is gone.');
    expect(said(unknown)).not.toMatch(/\d step/);
  });

  test('on a third-party engine: does not claim where it keeps runs', () => {
    const text = said({ ...lost, engine: '@acme/executor', marks: [mark('ended')] });
    expect(text).toContain('The process that held it (7) exited unexpectedly.');
    expect(text).toContain('Whether @acme/executor keeps it elsewhere is unknown.');
    expect(text).not.toContain('in-memory');
  });
});

describe('an open run without a process', () => {
  test('with a history that was read since', () => {
    expect(said(run({ marks: KILLED, recovery: recovery() }))).toBe(
      'The run waits for a worker. Its history, read from Temporal since, lists 2 finished steps and ' +
        '1 unfinished step. The next worker continues the run from there.',
    );
  });

  test('with a history that was not read: does not claim its state', () => {
    const text = said(run({ marks: KILLED, recovery: recovery({ isRead: false }) }));
    expect(text).toContain('its state is unknown');
    expect(text).not.toContain('lists');
  });

  test('with a process that is starting or failed to start', () => {
    const head = run({ marks: KILLED, recovery: recovery() });
    expect(said(head, [], 'opening')).toContain('The worker is starting.');
    expect(said(head, [], 'failed')).toContain('The worker failed to start.');
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

  test('without a new step: does not claim a recovery', () => {
    const text = said(run({ marks: RESTARTED, recovery: recovery({ continued: false }) }));
    expect(text).toContain(
      'The worker runs again. It was killed and started again. The run has taken no new step since.',
    );
    expect(text).not.toContain('Recovered');
  });

  test.each([
    [{ finished: 0, kept: 0 }, 'No step had finished before.'],
    [{ finished: 1, kept: 1 }, 'it was not repeated.'],
    [{}, 'The 2 steps that had finished are unchanged in its history: none was repeated.'],
    [{ finished: 3, changed: 1 }, 'Of 3 finished steps, 1 changed in its history, as if repeated.'],
    [{ finished: 3 }, 'Its history no longer lists 1 of 3 finished steps'],
    [{ isComplete: false }, 'The 2 steps that were seen to have finished are unchanged in its history'],
    [{ isComplete: false, finished: 0, kept: 0 }, 'Which steps had finished before is unknown.'],
    [{ isRead: false }, 'Its history has not been read since.'],
    [{ startedAgain: 1 }, '1 step that was unfinished was started again and may have taken effect twice.'],
    [{ startedAgain: 2 }, '2 steps that were unfinished were started again'],
  ])('%j', (more, text) => {
    const head = run({ marks: RESTARTED, recovery: recovery(more) });
    expect(said(head)).toContain(text);
    const claims = /none was repeated|was not repeated/.test(said(head) ?? '');
    const { finished, kept, isRead } = recovery(more);
    expect(claims).toBe(isRead && finished > 0 && kept === finished);
  });
});

test('does not claim a recovery of a run that ended without a process', () => {
  expect(said(run({ status: 'terminated', marks: KILLED, recovery: recovery() }))).toBe(
    'No worker was running when this run ended. The run was terminated.',
  );
});
