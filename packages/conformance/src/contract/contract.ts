import type { Executor } from '@mcp-agent/core';
import type { Case } from './case.ts';

/** A feature that an engine may lack. */
export type Capability = 'schedule';

/** Requirements, and the cases that verify them. */
export interface Contract<Id extends string> {
  /** What an engine does that keeps the contract, for the title of the suite. */
  readonly promise: string;
  /** Runs one of the suite's workflows, which calls one of its activities. */
  probe(executor: Executor): Promise<unknown>;
  /** The stable ID of each requirement, such as `signal.early`, with a sentence that states it. */
  readonly requirements: Readonly<Record<Id, string>>;
  /** Titles of the groups of requirements, by the first word of their IDs. */
  readonly concerns: Readonly<Record<string, string>>;
  /** The capability that a requirement needs. An engine that lacks it must throw a `CapabilityError` instead. */
  readonly capabilities: Readonly<Partial<Record<Id, Capability>>>;
  /** At least one case for each requirement. */
  readonly cases: readonly Case<Id>[];
}

/** Lists the IDs of the requirements of one concern. */
export function requirementsOf<Id extends string>(contract: Contract<Id>, concern: string): readonly Id[] {
  const ids = Object.keys(contract.requirements).filter((id): id is Id => id in contract.requirements);
  return ids.filter((id) => id.startsWith(`${concern}.`));
}
