import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { expect, test } from 'vitest';
import { makePlan, type Plan } from './plan/plan.ts';
import type { Place, Work } from './plan/work.ts';
import { describeReport } from './report/print.ts';
import { type Report, runChaos } from './run.ts';
import type { Fault } from './services/fault.ts';

async function run(plan: Plan, workers: number, fault?: Fault): Promise<Report> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'chaos-')));
  try {
    const report = await runChaos({ plan, workers, folder, ...(fault !== undefined && { fault }) });
    console.log(describeReport(report));
    return report;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** An agent that books three times. */
const booking = (id: string, place: Place): Work => ({
  id,
  kind: 'agent',
  children: [],
  stages: [1, 2, 3].map((number) => [{ number, place, repeatable: false, workMs: 2_000 }]),
});

// Each test runs on a server of its own, which it kills. Without a server for the other tests, there is none for this one.
describeWithTemporal('chaos', () => {
  test('workflows of all kinds survive kills of all kinds: nothing is lost, doubled, hung or left behind', async () => {
    const { violations, figures } = await run(makePlan({ workflows: 30, kills: 10, seed: 16 }), 4);
    expect(violations).toEqual([]);
    expect(figures.completed + figures.failures.length).toBe(30);
    expect(Object.keys(figures.kills)).toContain('worker-kill');
    expect(figures.doubled).toBe(0);
  });

  test('the harness notices a worker that repeats a tool which may not be repeated', async () => {
    const plan: Plan = {
      works: [booking('agent-1', 'legacy-http'), booking('agent-2', 'function')],
      kills: [
        {
          number: 1,
          kind: 'worker-kill',
          after: 1,
          aim: 'unrepeatable call',
          choice: 0,
          delayMs: 0,
          downMs: 0,
        },
      ],
    };
    const { violations, figures } = await run(plan, 1, 'repeated-tool');
    expect(violations).toContainEqual(expect.stringContaining('may not be repeated, but has 2 effects'));
    expect(figures.doubled).toBeGreaterThan(0);
  });

  test.each<[Fault, string]>([
    ['doubled-entry', 'may not be repeated, but has 2 effects'],
    ['lost-entry', 'which the ledger lacks'],
  ])('the harness notices the fault %s of the ledger', async (fault, violation) => {
    const plan: Plan = { works: [booking('agent-1', 'modern-http')], kills: [] };
    const { violations } = await run(plan, 1, fault);
    expect(violations).toContainEqual(expect.stringContaining(violation));
  });
});
