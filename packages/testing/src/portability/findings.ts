import type { CallSite } from './call-site.ts';
import type { PortabilityProblem, PortabilityProblemKind } from './problem.ts';

/** The findings of one check, without duplicates. */
export class Findings {
  readonly problems: PortabilityProblem[] = [];
  readonly warnings: PortabilityProblem[] = [];
  readonly #known = new Set<string>();
  /** The runs that reported a problem which is not confirmed yet. */
  readonly #unconfirmed = new Map<
    string,
    { readonly problem: PortabilityProblem; readonly runs: Set<string> }
  >();

  readonly #suspected: { kind: PortabilityProblemKind; message: string; site: CallSite }[] = [];

  add(problem: PortabilityProblem): void {
    this.problems.push(problem);
  }

  problem(kind: PortabilityProblemKind, message: string, site?: CallSite): void {
    this.#add(this.problems, kind, message, site);
  }

  /** Reports a problem that does not exist if the run behaves the same in the isolate. */
  unconfirmed(kind: PortabilityProblemKind, message: string, site: CallSite, runId: string): void {
    const added = this.#add(this.problems, kind, message, site);
    const key = JSON.stringify({ kind, message, ...site });
    if (added !== undefined) this.#unconfirmed.set(key, { problem: added, runs: new Set() });
    this.#unconfirmed.get(key)?.runs.add(runId);
  }

  /** Notes a problem that exists if the run fails. */
  suspected(kind: PortabilityProblemKind, message: string, site: CallSite): void {
    this.#suspected.push({ kind, message, site });
  }

  /** Reports the suspected problems. */
  confirmSuspected(): void {
    for (const { kind, message, site } of this.#suspected) this.problem(kind, message, site);
  }

  /** Whether a run has reported unconfirmed problems. */
  hasUnconfirmed(runId: string): boolean {
    return [...this.#unconfirmed.values()].some(({ runs }) => runs.has(runId));
  }

  /** Removes the unconfirmed problems of a run that behaves the same in the isolate, unless another run has them too. */
  refute(runId: string): void {
    for (const { problem, runs } of this.#unconfirmed.values()) {
      if (runs.delete(runId) && runs.size === 0) this.problems.splice(this.problems.indexOf(problem), 1);
    }
  }

  warning(kind: PortabilityProblemKind, message: string, site?: CallSite): void {
    this.#add(this.warnings, kind, message, site);
  }

  #add(
    list: PortabilityProblem[],
    kind: PortabilityProblemKind,
    message: string,
    site: CallSite | undefined,
  ): PortabilityProblem | undefined {
    const finding: PortabilityProblem = { kind, message, ...site };
    const key = JSON.stringify(finding);
    if (this.#known.has(key)) return undefined;
    this.#known.add(key);
    list.push(finding);
    return finding;
  }
}
