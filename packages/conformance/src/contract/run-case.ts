import type { Executor } from '@mcp-agent/core';
import { CapabilityError } from '@mcp-agent/core/errors';
import { errorOf } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import type { Case } from './case.ts';
import type { Capability, Contract } from './contract.ts';
import { createKit, type Kit } from './kit.ts';

/** Options for running one requirement. */
export interface RunRequirementOptions {
  /** Creates another executor of the engine, for the cases that close it. */
  another(): Promise<Executor>;
  /** The capabilities that the engine lacks. Default: none. */
  readonly lacks?: readonly Capability[];
}

/**
 * Runs the cases of one requirement.
 *
 * @throws the assertion that fails
 */
export async function runRequirement<Id extends string>(
  contract: Contract<Id>,
  requirement: Id,
  executor: Executor,
  { another, lacks = [] }: RunRequirementOptions,
): Promise<void> {
  const kit = await createKit(executor, another);
  try {
    for (const one of contract.cases) {
      if (one.requirement === requirement) await runCase(contract, one, kit, lacks);
    }
  } finally {
    await kit.close();
  }
}

/**
 * Runs a case. If the engine lacks the capability that it needs, verifies that the engine refuses instead.
 *
 * @throws the assertion that fails
 */
export async function runCase<Id extends string>(
  { capabilities }: Contract<Id>,
  { requirement, run }: Case<Id>,
  kit: Kit,
  lacks: readonly Capability[],
): Promise<'kept' | 'refused'> {
  const capability = capabilities[requirement];
  if (capability !== undefined && lacks.includes(capability)) {
    await refuses(kit, run, capability);
    return 'refused';
  }
  await run(kit);
  return 'kept';
}

/** Verifies that an engine without a capability throws, and starts nothing. */
async function refuses(kit: Kit, run: (kit: Kit) => Promise<void>, capability: Capability): Promise<void> {
  const before = await kit.executor.listWorkflows({ limit: 1_000_000 });
  const error = await errorOf(run(kit));
  if (!CapabilityError.isInstance(error)) throw error;
  expect(error.capability).toBe(capability);
  expect(await kit.executor.listWorkflows({ limit: 1_000_000 })).toEqual(before);
}
