import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { AGENTS_CONTRACT } from '../agents/contract.ts';
import { ENGINE_CONTRACT } from '../engine/contract.ts';
import { contractDocument } from './contract-document.ts';
import { type Contract, requirementsOf } from './contract.ts';
import { conformanceTable } from './report.ts';

it('docs/contract.md matches the requirements (update it: pnpm contract)', () => {
  const page = readFileSync(new URL('../../../../docs/contract.md', import.meta.url), 'utf8');
  // The formatter pads tables.
  const plain = (text: string): string => text.replaceAll(/[ -]+/g, ' ');
  expect(plain(page)).toBe(plain(contractDocument()));
});

function withoutTitle<Id extends string>(contract: Contract<Id>): readonly string[] {
  const titled = new Set<string>(
    Object.keys(contract.concerns).flatMap((concern) => requirementsOf(contract, concern)),
  );
  return Object.keys(contract.requirements).filter((id) => !titled.has(id));
}

it('every requirement belongs to a concern with a title', () => {
  expect([...withoutTitle(ENGINE_CONTRACT), ...withoutTitle(AGENTS_CONTRACT)]).toEqual([]);
});

it('the table of outcomes names the requirements that an engine refuses, breaks, or does not meet yet', () => {
  const table = conformanceTable(
    'mine',
    ENGINE_CONTRACT,
    new Map([
      ['start.result', 'kept'],
      ['start.cron', 'refused'],
      ['signal.early', 'broken'],
      ['child.result', 'todo'],
    ] as const),
  );
  expect(table).toMatch(/Starting +1 +1 +0 +0 +start\.cron/);
  expect(table).toMatch(/Signals +0 +0 +1 +0 +signal\.early/);
  expect(table).toMatch(/Child workflows +0 +0 +0 +1 +child\.result/);
});
