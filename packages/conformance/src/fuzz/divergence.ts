import * as fc from 'fast-check';
import type { Executor } from '@mcp-agent/core';
import { messageOf } from '@mcp-agent/core/engine';
import { programs } from './generate.ts';
import type { Program } from './program.ts';
import { runProgram } from './run-program.ts';

const CONTEXT_LINES = 12;

/** Options for comparing two engines. */
export interface CompareOptions {
  /** Number of random programs. Default: 200. */
  readonly programs?: number;
  /** Seed of the programs. The same seed generates the same programs. Default: 1. */
  readonly seed?: number;
  /** Number of programs that run concurrently. Default: 16. */
  readonly concurrency?: number;
}

/** A program in which two engines differ. */
export interface Divergence {
  /** Seed and index of the generated program. */
  readonly seed: number;
  readonly index: number;
  /** The program, shrunk to a small one in which the engines differ. */
  readonly program: Program;
  /** What each engine did, as JSON lines: equal up to the first difference. */
  readonly reference: string;
  readonly other: string;
}

/**
 * Runs the same random programs on two engines and returns the first program in which they differ, shrunk.
 *
 * @param reference the engine to compare with, usually the in-memory one
 */
export async function findDivergence(
  reference: Executor,
  other: Executor,
  { programs: count = 200, seed = 1, concurrency = 16 }: CompareOptions = {},
): Promise<Divergence | undefined> {
  const generated = fc.sample(programs, { numRuns: count, seed });
  let next = 0;
  const differences: (Difference & { readonly index: number })[] = [];
  const lane = async (): Promise<void> => {
    while (next < generated.length && differences.length === 0) {
      const index = next++;
      const program = generated[index];
      const found = program && (await compare(reference, other, program));
      if (found !== undefined) differences.push({ ...found, index });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  // Programs run concurrently, and may end in another order.
  const [first] = differences.toSorted((one, two) => one.index - two.index);
  if (first === undefined) return undefined;
  const { index } = first;
  return { ...first, ...(await shrink(reference, other, seed, index)), seed, index };
}

/** Runs random programs on one engine, and yields what it did in each, as JSON lines, in their order. */
export async function* tracesOf(
  executor: Executor,
  { programs: count = 200, seed = 1, concurrency = 16 }: CompareOptions = {},
): AsyncGenerator<string> {
  const generated = fc.sample(programs, { numRuns: count, seed });
  for (let at = 0; at < generated.length; at += concurrency) {
    yield* await Promise.all(
      generated.slice(at, at + concurrency).map((program) => describe(executor, program)),
    );
  }
}

/** Returns the report of a divergence: the program, and what each engine did from the first difference on. */
export function describeDivergence({ seed, index, program, reference, other }: Divergence): string {
  const expected = reference.split('\n');
  const actual = other.split('\n');
  const line = expected.findIndex((text, at) => text !== actual[at]);
  const excerpt = (lines: readonly string[]): string =>
    lines.slice(Math.max(0, line - CONTEXT_LINES), line + CONTEXT_LINES).join('\n');
  return [
    `Program ${index} of seed ${seed}, shrunk as far as the engines differed:`,
    JSON.stringify(program),
    `The reference, at line ${line + 1}:`,
    excerpt(expected),
    'The other engine:',
    excerpt(actual),
  ].join('\n');
}

/** A program, and what each engine did in it. */
type Difference = Pick<Divergence, 'program' | 'reference' | 'other'>;

/** Shrinks a generated program. Returns `undefined` if the engines do not differ in it again. */
async function shrink(
  reference: Executor,
  other: Executor,
  seed: number,
  index: number,
): Promise<Difference | undefined> {
  let smallest: Difference | undefined;
  const property = fc.asyncProperty(programs, async (program) => {
    const found = await compare(reference, other, program);
    smallest = found ?? smallest;
    return found === undefined;
  });
  await fc.check(property, { seed, path: `${index}`, numRuns: 1 });
  return smallest;
}

/** Runs a program on both engines. Returns how they differ, if they do. */
async function compare(
  reference: Executor,
  other: Executor,
  program: Program,
): Promise<Difference | undefined> {
  const [one, two] = await Promise.all([describe(reference, program), describe(other, program)]);
  return one === two ? undefined : { program, reference: one, other: two };
}

/** Runs a program and returns its trace as text, or why it has none. */
async function describe(executor: Executor, program: Program): Promise<string> {
  try {
    return JSON.stringify(await runProgram(executor, program), null, 1);
  } catch (error) {
    return `No trace: ${messageOf(error)}`;
  }
}
