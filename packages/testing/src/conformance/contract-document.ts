import { ENGINES } from './engines.ts';
import {
  CAPABILITY_OF,
  type Capability,
  concernOf,
  CONCERNS,
  type RequirementId,
  REQUIREMENTS,
} from './requirements.ts';

/** The contract as a page: what every engine owes, and which engine keeps what. */
export function contractDocument(): string {
  const engines = Object.entries(ENGINES);
  const ids = Object.keys(REQUIREMENTS).filter((id): id is RequirementId => id in REQUIREMENTS);
  const sections = Object.entries(CONCERNS).map(([concern, title]) => {
    const rows = ids
      .filter((id) => concernOf(id) === concern)
      .map((id) => {
        const capability = CAPABILITY_OF[id];
        const kept = engines.map(([, lacks]) => mark(capability, lacks));
        return `| \`${id}\` | ${REQUIREMENTS[id]} | ${kept.join(' | ')} |`;
      });
    return [
      `## ${title}`,
      '',
      `| requirement | what is owed | ${engines.map(([name]) => name).join(' | ')} |`,
      `| --- | --- |${engines.map(() => ' --- |').join('')}`,
      ...rows,
    ].join('\n');
  });
  return [
    '# The contract of an engine',
    '',
    '<!-- Generated from packages/testing/src/conformance/requirements.ts by `pnpm contract`. Change it there. -->',
    '',
    `${ids.length} requirements, each with a case in the conformance suite of \`@mcp-agent/testing\`. "kept" means that the engine's`,
    'own tests run the case. "refused" means that the engine declares that it is without the capability: the suite then demands a',
    '`CapabilityError` before anything is done.',
    '',
    sections.join('\n\n'),
    '',
  ].join('\n');
}

function mark(capability: Capability | undefined, lacks: readonly Capability[]): string {
  return capability !== undefined && lacks.includes(capability) ? `refused (${capability})` : 'kept';
}
