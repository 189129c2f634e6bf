import { describe, expect, it } from 'vitest';
import { NonDeterminismError } from '@mcp-agent/core/errors';
import { type Asked, type Entry, Journal } from './journal.ts';

const CHARGE: Asked = { asked: 'activity', name: 'charge' };
const NAP: Asked = { asked: 'timer', name: '' };
const START: Entry = { came: { type: 'start' }, at: 1 };

function replayed(...entries: readonly Entry[]): Journal {
  const journal = new Journal('w', entries);
  journal.next();
  return journal;
}

describe('a journal', () => {
  it('assigns the same step numbers in a replay', () => {
    const first = new Journal('w', []);
    expect([first.ask(CHARGE), first.ask(NAP)]).toEqual([1, 2]);
    const again = replayed(START, CHARGE, NAP);
    expect([again.ask(CHARGE), again.ask(NAP)]).toEqual([1, 2]);
    expect(again.take()).toEqual([]);
  });

  it.each<[string, readonly Entry[], Asked, string, string]>([
    ['another step', [START, CHARGE], NAP, 'activity "charge"', 'timer'],
    ['another name', [START, CHARGE], { ...CHARGE, name: 'pay' }, 'activity "charge"', 'activity "pay"'],
    ['one step more', [START], CHARGE, 'nothing', 'activity "charge"'],
  ])('refuses code that asks for %s', (_, entries, asked, recorded, told) => {
    const ask = (): unknown => replayed(...entries).ask(asked);
    expect(ask).toThrow(NonDeterminismError);
    expect(ask).toThrow(expect.objectContaining({ workflowId: 'w', step: 1, recorded, asked: told }));
  });

  it('rejects code that issues fewer commands', () => {
    const journal = replayed(START, CHARGE, { came: { type: 'cancel' }, at: 2 });
    expect(() => journal.next()).toThrow(
      expect.objectContaining({ recorded: 'activity "charge"', asked: 'nothing' }),
    );
  });

  it('returns the same answer to every patched call of a run', () => {
    const fresh = new Journal('w', []);
    expect([fresh.patched('x'), fresh.patched('x'), fresh.take().length]).toEqual([true, true, 1]);
    const older = replayed(START, CHARGE);
    expect([older.patched('x'), older.ask(CHARGE)]).toEqual([false, 1]);
    expect([older.next(), older.replaying, older.patched('x')]).toEqual([undefined, false, false]);
    const same = replayed(START, { asked: 'patch', name: 'x' }, CHARGE);
    expect([same.patched('x'), same.ask(CHARGE)]).toEqual([true, 1]);
  });

  it('accepts that a patched call was removed', () => {
    expect(replayed(START, { asked: 'patch', name: 'x' }, CHARGE).ask(CHARGE)).toBe(1);
  });

  it('delivers events as a replay reads them, unaffected by later changes', () => {
    const journal = new Journal('w', []);
    const args = [{ list: [1] }];
    const given = journal.note({ type: 'signal', name: 's', args }, 5);
    args[0]?.list.push(2);
    expect(given).toEqual({ type: 'signal', name: 's', args: [{ list: [1] }] });
    expect(journal.take().map((text): unknown => JSON.parse(text))).toEqual([{ came: given, at: 5 }]);
  });
});
