import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { contractDocument } from './contract-document.ts';
import { conformanceTable } from './report.ts';
import { concernOf, CONCERNS, type RequirementId, REQUIREMENTS } from './requirements.ts';

it('docs/contract.md says what the requirements say (mend: pnpm contract)', () => {
  const page = readFileSync(new URL('../../../../docs/contract.md', import.meta.url), 'utf8');
  // The formatter pads tables: what counts is what they say.
  const plain = (text: string): string => text.replaceAll(/[ -]+/g, ' ');
  expect(plain(page)).toBe(plain(contractDocument()));
});

it('every requirement belongs to a concern that has a title', () => {
  const ids = Object.keys(REQUIREMENTS).filter((id): id is RequirementId => id in REQUIREMENTS);
  expect(ids.filter((id) => !(concernOf(id) in CONCERNS))).toEqual([]);
});

it('the table at the end names what an engine refuses and what it breaks', () => {
  const table = conformanceTable(
    'mine',
    new Map<RequirementId, 'kept' | 'refused' | 'broken'>([
      ['start.result', 'kept'],
      ['start.cron', 'refused'],
      ['signal.early', 'broken'],
    ]),
  );
  expect(table).toMatch(/Starting +1 +1 +0 +start\.cron/);
  expect(table).toMatch(/Signals +0 +0 +1 +signal\.early/);
});
