import { type Contract, requirementsOf } from './contract.ts';

/** IDs in one row of the table. */
const MAX_LISTED = 5;

/** The outcome of a requirement. */
export type Verdict = 'kept' | 'refused' | 'broken' | 'todo';

/** Formats the outcomes as a table: counts for each concern, and the IDs of the requirements that are not kept. */
export function conformanceTable<Id extends string>(
  engine: string,
  contract: Contract<Id>,
  verdicts: ReadonlyMap<Id, Verdict>,
): string {
  const rows = Object.entries(contract.concerns).flatMap(([concern, title]) => {
    const named = (verdict: Verdict): readonly Id[] =>
      requirementsOf(contract, concern).filter((id) => verdicts.get(id) === verdict);
    const [kept, refused, broken, todo] = [named('kept'), named('refused'), named('broken'), named('todo')];
    if (kept.length + refused.length + broken.length + todo.length === 0) return [];
    const counts = [
      String(kept.length).padStart(6),
      String(refused.length).padStart(9),
      String(broken.length).padStart(8),
      String(todo.length).padStart(6),
    ];
    const listed = [...refused, ...broken, ...todo];
    const more = listed.length > MAX_LISTED ? ` and ${listed.length - MAX_LISTED} more` : '';
    return [
      `${title.padEnd(18)}${counts.join('')}  ${listed.slice(0, MAX_LISTED).join(', ')}${more}`.trimEnd(),
    ];
  });
  return [`${engine.padEnd(18)}  kept  refused  broken  todo`, ...rows].join('\n');
}
