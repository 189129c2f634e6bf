import { type ErrorData, errorFromData, errorToData } from '@mcp-agent/core/errors';

// Evaluated once for all runs of a worker's thread, as core is: see `SHARED` in the bundler.

/** What a run rejected with, and where in its history. */
export interface Rejection {
  readonly reason: ErrorData;
  /** The length of the history in the first workflow task that it ends the run in. */
  readonly historyLength: number;
  /** Whether it came before that task, by a query, and not out of it. */
  readonly byQuery: boolean;
}

/** More than are under way at once, and few enough to keep. */
const MAX_REMEMBERED = 1_000;

const remembered = new Map<string, Rejection>();

/** Remembers what a run rejected with; the oldest of many runs is forgotten. */
export function rememberRejection(runId: string, rejection: Rejection): void {
  remembered.set(runId, rejection);
  const [oldest] = remembered.keys();
  if (remembered.size > MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
}

export function rememberedRejection(runId: string): Rejection | undefined {
  return remembered.get(runId);
}

/** Where a run puts its {@link Claim}: in the global object, which each run has to itself. */
const CLAIM = '__mcp_agent_claim';

/** Takes an error of a run that nothing handles; returns whether the workflow task may go on. */
export type Claim = (thrown: unknown) => boolean;

/** Has the run that calls it take the errors of its code that nothing handles. */
export function claimUncaughtErrors(claim: Claim): void {
  Object.defineProperty(globalThis, CLAIM, { value: claim, configurable: true });
}

/**
 * Puts the claims of runs before what the SDK does with an error that nothing handles: a rejection, or what a listener of
 * an `AbortSignal` throws. The SDK writes what was thrown into a text, and finds the run by the constructor of the
 * promise; where either throws, as for a symbol or a revoked proxy, and for each error of a listener, the thread ends,
 * and with it all its runs. So the SDK is given an error of ours, and a promise of ours. Node reports both to the thread's
 * process object, which is outside the isolate: a class of Node's leads to it.
 */
function takeUncaughtErrors(): void {
  const nodeFunction: unknown = Reflect.get(TextEncoder, 'constructor');
  if (typeof nodeFunction !== 'function') return;
  const nodeProcess: NodeJS.Process = nodeFunction('return process')();
  const anyPromise = Promise.resolve();
  nodeProcess.emit = new Proxy(nodeProcess.emit, {
    apply: (emit, self, args): boolean => {
      const claim: unknown = Reflect.get(globalThis, CLAIM);
      const isUncaught = args[0] === 'unhandledRejection' || args[0] === 'uncaughtException';
      if (!isUncaught || typeof claim !== 'function') return Reflect.apply(emit, self, args);
      if (claim(args[1]) === true) return true;
      return Reflect.apply(emit, self, [
        'unhandledRejection',
        errorFromData(errorToData(args[1])),
        anyPromise,
      ]);
    },
  });
}

takeUncaughtErrors();
