import { AsyncLocalStorage } from 'node:async_hooks';
import { currentWorkflow } from '@mcp-agent/core';
import { type CallSite, callSite } from './call-site.ts';
import type { Findings } from './findings.ts';
import type { PortabilityProblemKind } from './problem.ts';

/** What stands in for the world while a workflow is watched. */
export interface Watch {
  readonly findings: Findings;
  /** The time of day, as the engine has it. */
  now(): number;
  /** A reading of a clock or of chance: the record's at a replay, as on an engine that replaces it. */
  reading<T>(name: string, read: () => T): T;
  /** A timer that the workflow set by `setTimeout`: the engine's, as on Temporal. */
  startTimer(ms: number, callback: () => void): () => void;
  /** Told when workflow code did what cannot be repeated. */
  unrepeatable(): void;
}

const watches = new Map<string, Watch>();

/** The run whose engine is at work, and not its workflow code. */
const engineOf = new AsyncLocalStorage<string | undefined>();

let looking = false;

/** Watches the code of a run until what is returned is called. */
export function watchRun(runId: string, watch: Watch): () => void {
  watches.set(runId, watch);
  return () => {
    if (watches.get(runId) === watch) watches.delete(runId);
  };
}

/** Runs a function of the engine in the name of a run: what it uses of the world is not the workflow's doing. */
export function asEngine<T>(runId: string, fn: () => T): T {
  return engineOf.run(runId, fn);
}

/** Runs a function of the workflow that the engine calls back. */
export function asWorkflow<T>(fn: () => T): T {
  // On Node 22, a function that `exit` calls gets the store back as soon as it calls `run` itself.
  return engineOf.run(undefined, fn);
}

/** The watch over whatever code runs right now; none over activities, engines and the rest of the process. */
export function currentWatch(): Watch | undefined {
  if (looking || watches.size === 0) return undefined;
  // To look makes an error where no workflow runs, and must not be looked at itself.
  looking = true;
  try {
    const { runId } = currentWorkflow();
    return engineOf.getStore() === runId ? undefined : watches.get(runId);
  } catch {
    return undefined;
  } finally {
    looking = false;
  }
}

/** What is said of something that workflow code used. */
export interface Use {
  readonly kind: PortabilityProblemKind;
  readonly message: string;
  /** It works on Temporal: a warning. */
  readonly replaced?: boolean;
  /** It did something to the world, or waits for it: a replay would do it again. */
  readonly unrepeatable?: boolean;
}

/** Reports that the caller of a function, if it is watched workflow code, used something; gives the watch over it. */
export function noteUse(callee: (...args: never[]) => unknown, use: Use): Watch | undefined {
  const watch = currentWatch();
  if (watch === undefined) return undefined;
  looking = true;
  let site: CallSite | undefined;
  try {
    site = callSite(callee);
  } finally {
    looking = false;
  }
  // Node itself calls it, on the way of something that was reported where the workflow called it.
  if (site === undefined) return undefined;
  if (use.replaced === true) watch.findings.warning(use.kind, use.message, site);
  else watch.findings.problem(use.kind, use.message, site);
  if (use.unrepeatable === true) watch.unrepeatable();
  return watch;
}

/** Calls the real thing; what it uses itself is not reported again. */
export function unwatched<T>(fn: () => T): T {
  if (looking) return fn();
  looking = true;
  try {
    return fn();
  } finally {
    looking = false;
  }
}
