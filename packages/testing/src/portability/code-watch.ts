import { AsyncLocalStorage } from 'node:async_hooks';
import { currentWorkflow } from '@mcp-agent/core';
import { type CallSite, callSite, isCalledByPackage } from './call-site.ts';
import type { Findings } from './findings.ts';
import type { PortabilityProblemKind } from './problem.ts';

/** The clock, random values and timers of watched workflow code, and its findings. */
export interface Watch {
  readonly runId: string;
  readonly findings: Findings;
  /** Whether packages do not see the globals that the isolate lacks, because no replay in the isolate follows. */
  readonly hidesGlobals: boolean;
  /** Returns the time of the engine. */
  now(): number;
  /** Reads a clock or a random source; in a replay, returns the recorded value. */
  reading<T>(name: string, read: () => T): T;
  /** Starts a timer of the engine for `setTimeout`, as Temporal does. */
  startTimer(ms: number, callback: () => void): () => void;
  /** Called when workflow code has a side effect, which a replay must not repeat. */
  unrepeatable(): void;
}

const watches = new Map<string, Watch>();

/** The ID of the run whose engine code is running. */
const engineRunId = new AsyncLocalStorage<string | undefined>();

let isPaused = false;

/** Starts to watch the code of a run, and returns the function that stops it. */
export function watchRun(runId: string, watch: Watch): () => void {
  watches.set(runId, watch);
  return () => {
    if (watches.get(runId) === watch) watches.delete(runId);
  };
}

/** Runs a function of a run's engine, which is not watched. */
export function runAsEngine<T>(runId: string, fn: () => T): T {
  return engineRunId.run(runId, fn);
}

/** Runs a function of the workflow that the engine calls. */
export function runAsWorkflow<T>(fn: () => T): T {
  // `exit` does not work here: on Node 22, a `run` inside restores the store.
  return engineRunId.run(undefined, fn);
}

/** Returns the watch of the code that is running, or `undefined` for code outside watched workflows. */
export function currentWatch(): Watch | undefined {
  if (isPaused || watches.size === 0) return undefined;
  // currentWorkflow throws outside a workflow, and must not be watched itself.
  isPaused = true;
  try {
    const { runId } = currentWorkflow();
    return engineRunId.getStore() === runId ? undefined : watches.get(runId);
  } catch {
    return undefined;
  } finally {
    isPaused = false;
  }
}

/** A finding about something that workflow code uses. */
export interface Use {
  readonly kind: PortabilityProblemKind;
  readonly message: string;
  /** Temporal replaces it, so that it is only a warning. */
  readonly replaced?: boolean;
  /** It has a side effect, which a replay must not repeat. */
  readonly unrepeatable?: boolean;
  /** Code that handles its absence is portable: a replay in the isolate confirms the problem. */
  readonly optional?: boolean;
}

/** Reports a use by the caller of a function, and returns its watch. Does nothing if the caller is not watched. */
export function reportUse(callee: (...args: never[]) => unknown, use: Use): Watch | undefined {
  const watch = currentWatch();
  if (watch === undefined) return undefined;
  isPaused = true;
  let site: CallSite | undefined;
  try {
    site = callSite(callee);
  } finally {
    isPaused = false;
  }
  // Called by Node inside a call of the workflow that was reported.
  if (site === undefined) return undefined;
  if (use.replaced === true) watch.findings.warning(use.kind, use.message, site);
  else if (use.optional === true) watch.findings.unconfirmed(use.kind, use.message, site, watch.runId);
  else watch.findings.problem(use.kind, use.message, site);
  if (use.unrepeatable === true) watch.unrepeatable();
  return watch;
}

/** Returns whether a missing global is hidden from the caller of its getter. Its use is a problem if the run fails. */
export function isHidden(
  getter: () => unknown,
  { kind, message }: Use,
  { hidesGlobals, findings }: Watch,
): boolean {
  if (!hidesGlobals || !unwatched(() => isCalledByPackage(getter))) return false;
  const site = unwatched(() => callSite(getter));
  if (site !== undefined) findings.suspected(kind, message, site);
  return true;
}

/** Calls a function without reports of what it uses. */
export function unwatched<T>(fn: () => T): T {
  if (isPaused) return fn();
  isPaused = true;
  try {
    return fn();
  } finally {
    isPaused = false;
  }
}
