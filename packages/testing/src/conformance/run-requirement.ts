import type { Executor } from '@mcp-agent/core';
import { CapabilityError } from '@mcp-agent/core/errors';
import { expect } from 'vitest';
import { ALL_CASES } from './cases/index.ts';
import { type Case, createKit, errorOf, type Kit } from './kit.ts';
import { type Capability, CAPABILITY_OF, type RequirementId } from './requirements.ts';

/**
 * Runs a case: for an engine that lacks what it is about, whether it says so.
 *
 * @returns whether the engine keeps the requirement, or refuses it as it declared
 * @throws the assertion that fails
 */
export async function runCase(
  kit: Kit,
  { requirement, run }: Case,
  lacks: readonly Capability[],
): Promise<'kept' | 'refused'> {
  const capability = CAPABILITY_OF[requirement];
  if (capability !== undefined && lacks.includes(capability)) {
    await refuses(kit, run, capability);
    return 'refused';
  }
  await run(kit);
  return 'kept';
}

/**
 * Looks at one requirement alone, for a debugger, or where there is no vitest to run the whole suite. The
 * suite's activities must have been loaded, and on some engines its workflows.
 *
 * @example
 * ```ts
 * await runRequirement('signal.early', executor);
 * ```
 *
 * @throws the assertion that fails
 */
export async function runRequirement(
  requirement: RequirementId,
  executor: Executor,
  options: { readonly lacks?: readonly Capability[]; readonly another?: Kit['another'] } = {},
): Promise<void> {
  const kit = await createKit(executor, options.another);
  try {
    for (const one of ALL_CASES) {
      if (one.requirement === requirement) await runCase(kit, one, options.lacks ?? []);
    }
  } finally {
    await kit.close();
  }
}

/** An engine without a capability must say so, and must have done nothing. */
async function refuses(kit: Kit, run: Case['run'], capability: Capability): Promise<void> {
  const before = await kit.executor.listWorkflows({ limit: 1_000_000 });
  const error = await errorOf(run(kit));
  if (!CapabilityError.isInstance(error)) throw error;
  expect(error.capability).toBe(capability);
  expect(await kit.executor.listWorkflows({ limit: 1_000_000 })).toEqual(before);
}
