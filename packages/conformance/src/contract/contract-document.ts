import { AGENTS_CONTRACT } from '../agents/contract.ts';
import { ENGINE_CONTRACT } from '../engine/contract.ts';
import { type Capability, type Contract, requirementsOf } from './contract.ts';
import { ENGINES } from './engines.ts';

/** Formats the contract of an engine as a Markdown page: the requirements, and the engines that keep them. */
export function contractDocument(): string {
  const count = [ENGINE_CONTRACT, AGENTS_CONTRACT].flatMap(({ requirements }) =>
    Object.keys(requirements),
  ).length;
  return [
    '# The contract of an engine',
    '',
    '<!-- Generated from packages/conformance by `pnpm contract`. Edit the requirements there. -->',
    '',
    `${count} requirements, each verified by at least one case of \`@mcp-agent/conformance\`. "kept" means that the engine's own`,
    'tests run the case. "refused" means that the engine declares that it lacks the capability: it must throw a',
    '`CapabilityError` before it does anything.',
    '',
    ...sections(ENGINE_CONTRACT),
    ...sections(AGENTS_CONTRACT),
  ].join('\n');
}

function sections<Id extends string>(contract: Contract<Id>): readonly string[] {
  const engines = Object.entries(ENGINES);
  return Object.entries(contract.concerns).map(([concern, title]) => {
    const rows = requirementsOf(contract, concern).map((id) => {
      const kept = engines.map(([, lacks]) => mark(contract.capabilities[id], lacks));
      return `| \`${id}\` | ${contract.requirements[id]} | ${kept.join(' | ')} |`;
    });
    return [
      `## ${title}`,
      '',
      `| id | requirement | ${engines.map(([name]) => name).join(' | ')} |`,
      `| --- | --- |${engines.map(() => ' --- |').join('')}`,
      ...rows,
      '',
    ].join('\n');
  });
}

function mark(capability: Capability | undefined, lacks: readonly Capability[]): string {
  return capability !== undefined && lacks.includes(capability) ? `refused (${capability})` : 'kept';
}
