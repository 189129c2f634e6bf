import type { CallSite } from './call-site.ts';
import type { PortabilityProblem, PortabilityProblemKind } from './problem.ts';

/** The findings of one check, without duplicates. */
export class Findings {
  readonly problems: PortabilityProblem[] = [];
  readonly warnings: PortabilityProblem[] = [];
  readonly #known = new Set<string>();

  problem(kind: PortabilityProblemKind, message: string, site?: CallSite): void {
    this.#add(this.problems, kind, message, site);
  }

  warning(kind: PortabilityProblemKind, message: string, site?: CallSite): void {
    this.#add(this.warnings, kind, message, site);
  }

  #add(
    list: PortabilityProblem[],
    kind: PortabilityProblemKind,
    message: string,
    site: CallSite | undefined,
  ): void {
    const finding: PortabilityProblem = { kind, message, ...site };
    const key = JSON.stringify(finding);
    if (this.#known.has(key)) return;
    this.#known.add(key);
    list.push(finding);
  }
}
