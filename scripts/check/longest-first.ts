import { createHash } from 'node:crypto';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest: they start first, so that none of them runs alone in the end. */
const LONGEST: readonly string[] = [
  'packages/executor-temporal/src/conformance.test.ts',
  'tests/mutants/mutants.test.ts',
  'chaos/src/chaos.test.ts',
  'tests/src/mcp-conformance/conformance.test.ts',
  'tests/src/questions/questions.test.ts',
  'apps/playground/src/engine/temporal.test.ts',
  'tests/src/oldest-typescript.test.ts',
  'packages/executor-temporal/src/stuck.test.ts',
];

/** Mixes the other files: those of one package mostly wait, those of another mostly compute. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files
      .map((file) => ({ file, rank: rankOf(file.moduleId), mixed: digest(file.moduleId) }))
      .toSorted((one, other) => one.rank - other.rank || (one.mixed < other.mixed ? -1 : 1))
      .map(({ file }) => file);
  }
}

function rankOf(path: string): number {
  const rank = LONGEST.findIndex((longest) => path.endsWith(`/${longest}`));
  return rank < 0 ? LONGEST.length : rank;
}

/** Returns the same text in every clone. */
function digest(path: string): string {
  const inside = path.split('/').slice(-4).join('/');
  return createHash('sha256').update(inside).digest('hex');
}
