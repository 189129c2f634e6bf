import type { Kit } from './kit.ts';

/** One case: the requirement that it verifies, and its code. */
export interface Case<Id extends string> {
  readonly requirement: Id;
  run(kit: Kit): Promise<void>;
}

/** Collects the cases of one concern. */
export class Cases<Id extends string> {
  readonly list: Case<Id>[] = [];

  /** Adds a case that verifies a requirement. */
  readonly verifies = (requirement: Id, run: (kit: Kit) => Promise<void>): void => {
    this.list.push({ requirement, run });
  };
}
