import { concernOf, CONCERNS, type RequirementId } from './requirements.ts';

/** What became of a requirement. */
export type Verdict = 'kept' | 'refused' | 'broken';

/** A table of what an engine keeps, concern by concern, with the requirements that it does not keep by name. */
export function conformanceTable(engine: string, verdicts: ReadonlyMap<RequirementId, Verdict>): string {
  const lines = [`${engine.padEnd(18)}  kept  refused  broken`];
  for (const [concern, title] of Object.entries(CONCERNS)) {
    const of = [...verdicts].filter(([id]) => concernOf(id) === concern);
    if (of.length === 0) continue;
    const named = (verdict: Verdict): string[] => of.filter(([, one]) => one === verdict).map(([id]) => id);
    const [refused, broken] = [named('refused'), named('broken')];
    const counts = [named('kept').length, refused.length, broken.length];
    const [kept = '', refusedCount = '', brokenCount = ''] = counts.map(String);
    lines.push(
      [
        title.padEnd(18),
        kept.padStart(6),
        refusedCount.padStart(9),
        brokenCount.padStart(8),
        `  ${[...refused, ...broken].join(', ')}`,
      ]
        .join('')
        .trimEnd(),
    );
  }
  return lines.join('\n');
}
