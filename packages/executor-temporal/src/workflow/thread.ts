import { type ErrorData, errorFromData, errorToData } from '@mcp-agent/core/errors';

// Evaluated once for all runs of a worker's thread, like core: see `SHARED` in the bundler.

/** An uncaught error of a run, and its position in the history. */
export interface Rejection {
  readonly reason: ErrorData;
  /** History length of the first workflow task in which the error ends the run. */
  readonly historyLength: number;
  /** Whether a query before that task caused it, not the task itself. */
  readonly byQuery: boolean;
}

/** More than are in progress at once, and few enough to hold in memory. */
const MAX_REMEMBERED = 1_000;

const remembered = new Map<string, Rejection>();

/** Remembers the uncaught error of a run. Beyond the limit, the oldest is forgotten. */
export function rememberRejection(runId: string, rejection: Rejection): void {
  remembered.set(runId, rejection);
  const [oldest] = remembered.keys();
  if (remembered.size > MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
}

export function rememberedRejection(runId: string): Rejection | undefined {
  return remembered.get(runId);
}

/** The key of a run's {@link Claim} in the global object, which each run has to itself. */
const CLAIM = '__mcp_agent_claim';

/** Handles an uncaught error of a run. Returns whether the workflow task may continue. */
export type Claim = (thrown: unknown) => boolean;

/** Registers the calling run's handler for the uncaught errors of its code. */
export function claimUncaughtErrors(claim: Claim): void {
  Object.defineProperty(globalThis, CLAIM, { value: claim, configurable: true });
}

/**
 * Calls the runs' claims before the SDK handles an uncaught error: an unhandled rejection, or an exception in an
 * `AbortSignal` listener. The SDK converts the thrown value to text, and finds the run by the constructor of the
 * promise. If either throws, as for a symbol or a revoked proxy, and for every error of a listener, the thread ends
 * with all its runs. The SDK therefore receives a sanitized error and promise. Node.js emits both events on the
 * thread's process object, which is outside the isolate and reachable through a Node.js class.
 */
function takeUncaughtErrors(): void {
  const nodeFunction: unknown = Reflect.get(TextEncoder, 'constructor');
  if (typeof nodeFunction !== 'function') return;
  const nodeProcess: NodeJS.Process = nodeFunction('return process')();
  const anyPromise = Promise.resolve();
  nodeProcess.emit = new Proxy(nodeProcess.emit, {
    apply: (emit, self, args): boolean => {
      // A replay of a history runs on the main thread, whose later errors do not belong to its run.
      const isRunning = Reflect.get(globalThis, '__TEMPORAL_ACTIVATOR__') !== undefined;
      const claim: unknown = isRunning ? Reflect.get(globalThis, CLAIM) : undefined;
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
