import { AGENT_REQUIREMENTS } from '@mcp-agent/conformance/agents';
import { ENGINE_REQUIREMENTS } from '@mcp-agent/conformance/engine';
import { testTimeout } from '@mcp-agent/testing/support';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askJudge } from './ask-judge.ts';
import { whyStale } from './edits.ts';
import { MUTANTS } from './faults/index.ts';
import type { RequirementId } from './mutant.ts';
import { table } from './table.ts';
import type { Verdict } from './verdict.ts';

/** A requirement that every mutant keeps: an engine that does nothing would be rejected by all cases. */
const WITNESS: RequirementId = 'start.result';

/** Timeout of a case that should not hang: longer than the timeout of `until`. */
const CASE_TIMEOUT_MS = testTimeout(90_000);

/** Timeout of a case that should hang, from the time that the original engine takes on the same machine. */
const inVain = (ms: number): number => testTimeout(3_000) + 3 * ms;

/** As many as vitest's concurrent tests: they mostly wait. */
const JUDGES = 5;

const concernOf = (requirement: string): string => requirement.replace(/\..*/, '');

const CITED = [...new Set([WITNESS, ...MUTANTS.flatMap(({ rejectedBy }) => rejectedBy)])];

describe('the conformance suite rejects broken engines', () => {
  const unbroken = new Map<string, Verdict>();
  const rejected = new Map<string, readonly Verdict[]>();

  beforeAll(async () => {
    const byConcern = Map.groupBy(CITED, concernOf).values();
    const work = async (): Promise<void> => {
      for (const requirements of byConcern) {
        const looks = requirements.map((requirement) => ({ requirement, limitMs: CASE_TIMEOUT_MS }));
        for (const verdict of await askJudge('', looks)) unbroken.set(verdict.requirement, verdict);
      }
    };
    await Promise.all(Array.from({ length: JUDGES }, work));
  });

  afterAll(() => {
    const rows = MUTANTS.flatMap(({ fault }) =>
      (rejected.get(fault) ?? []).map(({ requirement, outcome, ms }) => [
        fault,
        requirement,
        outcome === 'timed out' ? 'waited in vain' : 'failed',
        String(ms),
      ]),
    );
    console.log(table([['mutant', 'rejected by', 'which', 'ms'], ...rows]));
  });

  it('accepts the engine without a mutation', () => {
    expect([...unbroken.values()].filter(({ outcome }) => outcome !== 'kept')).toEqual([]);
    expect([...unbroken.keys()].toSorted()).toEqual(CITED.toSorted());
  });

  it('every mutant applies to the current sources', () => {
    expect(MUTANTS.map(whyStale).filter((reason) => reason !== undefined)).toEqual([]);
  });

  it('has at least 25 distinct mutants, and at least one for each concern', () => {
    expect(new Set(MUTANTS.map(({ fault }) => fault)).size).toBe(MUTANTS.length);
    expect(MUTANTS.length).toBeGreaterThanOrEqual(25);
    const covered = new Set(CITED.map(concernOf));
    const concerns = new Set(Object.keys({ ...ENGINE_REQUIREMENTS, ...AGENT_REQUIREMENTS }).map(concernOf));
    expect([...concerns].filter((concern) => !covered.has(concern))).toEqual([]);
  });

  for (const { fault, rejectedBy, hangs = false } of MUTANTS) {
    it.concurrent(`rejects: ${fault}`, async () => {
      const limitOf = (requirement: string): number =>
        hangs ? inVain(unbroken.get(requirement)?.ms ?? CASE_TIMEOUT_MS) : CASE_TIMEOUT_MS;
      const [witness, ...verdicts] = await askJudge(fault, [
        { requirement: WITNESS, limitMs: CASE_TIMEOUT_MS },
        ...rejectedBy.map((requirement) => ({ requirement, limitMs: limitOf(requirement) })),
      ]);
      expect(witness).toMatchObject({ outcome: 'kept' });
      expect(verdicts.filter(({ outcome }) => !rejects(outcome, hangs))).toEqual([]);
      rejected.set(fault, verdicts);
    });
  }
});

function rejects(outcome: Verdict['outcome'], hangs: boolean): boolean {
  return outcome === 'broken' || (hangs && outcome === 'timed out');
}
