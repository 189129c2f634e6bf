import type { ErrorData } from '@mcp-agent/core/errors';
import { expect, test } from 'vitest';
import type { Hit } from '../kills/killer.ts';
import { callsOf } from '../ledger/calls.ts';
import type { Begin, Entry } from '../ledger/entry.ts';
import type { Step, Work } from '../plan/work.ts';
import type { Evidence } from './evidence.ts';
import { violationsOf } from './violations.ts';

const LOOK: Step = { number: 1, place: 'modern-http', repeatable: true, workMs: 10 };
const BOOK: Step = { number: 2, place: 'legacy-stdio', repeatable: false, workMs: 10 };
const WORK: Work = { id: 'agent-1', kind: 'agent', stages: [[LOOK], [BOOK]], children: [] };
const HIT: Hit = { kind: 'worker-kill', victim: 'worker-1.1', pid: 1, at: 25, until: 90 };

const begin = (number: number, call: Partial<Begin>): Entry => ({
  type: 'begin',
  number,
  at: number * 10,
  workflow: WORK.id,
  stage: 0,
  place: 'model',
  repeatable: true,
  worker: 'worker-1.1',
  pid: 20,
  ...call,
});
const look = (number: number, call: Partial<Begin> = {}): Entry =>
  begin(number, { stage: 0, step: 1, place: 'modern-http', key: 'a', ...call });
const book = (number: number, call: Partial<Begin> = {}): Entry =>
  begin(number, { stage: 1, step: 2, place: 'legacy-stdio', repeatable: false, key: 'b', ...call });

/** The ledger of a run in which nothing went wrong. */
const LEDGER = [begin(1, {}), look(2), begin(3, { stage: 1 }), book(4), begin(5, { stage: 2 })];

const answer = (...receipts: [step: number, receipt: number][]): string =>
  JSON.stringify(receipts.map(([step, receipt]) => JSON.stringify({ step, receipt })));

interface Given {
  readonly entries?: readonly Entry[];
  readonly result?: unknown;
  readonly error?: ErrorData;
  readonly hits?: readonly Hit[];
  readonly outages?: Evidence['outages'];
  readonly work?: Work;
}

function evidence({
  entries = LEDGER,
  hits = [],
  outages = [],
  work = WORK,
  error,
  result = answer([1, 2], [2, 4]),
}: Given): Evidence {
  const ended = error === undefined ? { result } : { error };
  return {
    works: [work],
    outcomes: [{ work, endedAt: 100, problems: [], ...ended }],
    calls: callsOf(entries),
    hits,
    outages,
  };
}

const UNKNOWN: ErrorData = {
  code: 'WORKFLOW_FAILED',
  message: 'failed',
  cause: { code: 'TOOL_OUTCOME_UNKNOWN', message: 'unknown', fields: { tool: 'book_legacy_stdio' } },
};

test('a run in which all is as planned has no violation', () => {
  expect(violationsOf(evidence({}))).toEqual([]);
});

test('a call may be repeated after its worker was killed, also if it reached the ledger after the kill', () => {
  const entries = [begin(1, {}), look(2), look(3, { worker: 'worker-2.1' }), begin(4, { stage: 1 }), book(5)];
  const result = answer([1, 3], [2, 5]);
  expect(violationsOf(evidence({ entries, result, hits: [HIT] }))).toEqual([]);
  expect(violationsOf(evidence({ entries, result, hits: [{ ...HIT, at: 15 }] }))).toEqual([]);
  expect(violationsOf(evidence({ entries, result }))).toEqual([
    'step 1 (modern-http) of agent-1, entry 3, was repeated, but nothing that it needs was killed',
  ]);
});

test('an unknown outcome is expected if the worker was killed during the call, and only then', () => {
  const entries = LEDGER.slice(0, 4);
  const kill: Hit = { ...HIT, at: 45 };
  expect(violationsOf(evidence({ entries, error: UNKNOWN, hits: [kill] }))).toEqual([]);
  for (const hits of [
    [],
    [{ ...kill, at: 5 }],
    [{ ...kill, victim: 'worker-3.1' }],
    [{ ...kill, kind: 'worker-pause' } as const],
    [{ ...kill, kind: 'worker-stop' } as const],
  ]) {
    expect(violationsOf(evidence({ entries, error: UNKNOWN, hits }))).toEqual([
      expect.stringContaining('agent-1 ended in an unexpected error'),
    ]);
  }
});

test('an unknown outcome is expected if Temporal was away for long during the call, and only then', () => {
  const entries = LEDGER.slice(0, 4);
  const away = (from: number, to: number): string[] =>
    violationsOf(evidence({ entries, error: UNKNOWN, outages: [{ from, to }] }));
  expect(away(45, 6_000)).toEqual([]);
  for (const [from, to] of [
    [45, 2_000],
    [200, 6_000],
  ] as const) {
    expect(away(from, to)).toEqual([expect.stringContaining('agent-1 ended in an unexpected error')]);
  }
});

test.each<{ what: string; given: Given; violation: string }>([
  {
    what: 'an effect that may not be repeated, twice',
    given: { entries: [...LEDGER.slice(0, 4), book(5)], hits: [{ ...HIT, at: 45 }] },
    violation: 'step 2 of agent-1 (legacy-stdio) may not be repeated, but has 2 effects',
  },
  {
    what: 'a completed step, made again',
    given: { entries: [...LEDGER, look(6, { worker: 'worker-2.1' })], hits: [HIT] },
    violation: 'step 1 (modern-http) of agent-1, entry 6, was made again after a later step had begun',
  },
  {
    what: "a completed model's turn, made again",
    given: { entries: [...LEDGER.slice(0, 4), begin(5, { stage: 0, worker: 'worker-2.1' })], hits: [HIT] },
    violation: "the model's turn 0 of agent-1, entry 5, was made again after a later step had begun",
  },
  {
    what: 'a step with two idempotency keys',
    given: { entries: [begin(1, {}), look(2), look(3, { key: 'c' }), ...LEDGER.slice(3)], hits: [HIT] },
    violation: 'step 1 of agent-1 (modern-http) was made again as another step: it has 2 idempotency keys',
  },
  {
    what: 'a completed workflow without an effect of a step',
    given: { entries: LEDGER.filter(({ number }) => number !== 4) },
    violation: 'step 2 of agent-1 (legacy-stdio) has no effect',
  },
  {
    what: 'a receipt that the ledger does not have',
    given: { result: answer([1, 2], [2, 3]) },
    violation: 'agent-1 returned receipt 3 for step 2, which the ledger lacks',
  },
  {
    what: 'a result without a receipt',
    given: { result: answer([1, 2]) },
    violation: 'agent-1 returned receipts for the steps [1], not for [1,2]',
  },
  {
    what: 'an effect that a person has rejected',
    given: { work: { ...WORK, kind: 'approval', stages: [[LOOK], [{ ...BOOK, approved: false }]] } },
    violation: 'step 2 of agent-1 (legacy-stdio) was rejected, but has 1 effects',
  },
  {
    what: 'an error other than an unknown outcome, although the worker was killed',
    given: {
      entries: LEDGER.slice(0, 4),
      error: { code: 'MODEL', message: 'away' },
      hits: [{ ...HIT, at: 45 }],
    },
    violation: 'agent-1 ended in an unexpected error: MODEL: away',
  },
  {
    what: 'an unknown outcome of a tool that may be repeated',
    given: {
      entries: LEDGER.slice(0, 4),
      error: { code: 'TOOL_OUTCOME_UNKNOWN', message: 'unknown', fields: { tool: 'look_legacy_stdio' } },
      hits: [{ ...HIT, at: 45 }],
    },
    violation: 'agent-1 ended in an unexpected error: TOOL_OUTCOME_UNKNOWN: unknown',
  },
  {
    what: 'an effect of a workflow that is not planned',
    given: { entries: [...LEDGER, look(6, { workflow: 'agent-2' })] },
    violation: 'agent-2 is in the ledger, but not planned',
  },
])('notices $what', ({ given, violation }) => {
  expect(violationsOf(evidence(given))).toContain(violation);
});

test('notices a workflow that did not end', () => {
  expect(violationsOf({ ...evidence({}), outcomes: [] })).toContain('agent-1 did not end');
});
