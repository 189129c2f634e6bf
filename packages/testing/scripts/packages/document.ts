import type { PackageUse } from './list.ts';
import type { Trial } from './trial.ts';

/** A package, and what came of it. */
export interface TriedPackage extends PackageUse {
  readonly trial: Trial;
}

const INTRODUCTION = `# Packages in workflow code

<!-- Generated from packages/testing/scripts/packages by \`pnpm portability:packages\`. Edit the list there. -->

A package is safe in workflow code if it does not need Node.js, the network or the disk, and computes the same values in
each replay. This table shows what \`checkPortability\` reports about a typical use of each package, and what a Temporal
worker did with the same workflow: it ran the workflow, and replayed it from its history.

"portable" means that there are no problems. A warning marks code that Temporal makes deterministic (\`clock\`, \`chance\`,
\`timer\`), or that depends on the time zone or the language of the machine (\`locale\`). For the kinds of problems, see
[\`@mcp-agent/testing\`](../packages/testing#portability-to-temporal-mcp-agenttestingportability).
`;

export function portabilityDocument(tried: readonly TriedPackage[]): string {
  const rows = tried.map(({ name, version, trial }) => {
    const cells = [`\`${name}\``, `\`${version}\``, said(trial), trial.worker];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  const agreed = tried.filter(({ trial }) => trial.portable === trial.runs).length;
  return `${INTRODUCTION}
The check and the worker agree on ${agreed} of ${tried.length} uses.

| import | version | check | worker |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function said({ portable, kinds }: Trial): string {
  const list = kinds.map((kind) => `\`${kind}\``).join(', ');
  if (!portable) return `problems: ${list}`;
  return kinds.length === 0 ? 'portable' : `portable; warnings: ${list}`;
}
