import { type ErrorData, errorFromData, errorToData } from '@mcp-agent/core';

// Evaluated once for all runs of a worker's thread, as core is: see `SHARED` in the bundler.

/** What a run rejected with, and where in its history. */
export interface Rejection {
  readonly reason: ErrorData;
  readonly historyLength: number;
  /** Whether the task rejected once more although its promises were handled: it would fail for ever. */
  readonly again: boolean;
}

/** More than are under way at once, and few enough to keep. */
const MAX_REMEMBERED = 1_000;

const remembered = new Map<string, Rejection>();

/** Remembers what a run rejected with first in one attempt of a workflow task; the oldest of many runs is forgotten. */
export function rememberRejection(runId: string, historyLength: number, thrown: unknown): void {
  const before = remembered.get(runId);
  const again = before?.historyLength === historyLength;
  remembered.set(runId, { reason: again ? before.reason : errorToData(thrown), historyLength, again });
  const [oldest] = remembered.keys();
  if (remembered.size > MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
}

/**
 * Has the SDK see each unhandled rejection as an error of ours. The SDK writes what was thrown into a text, and where
 * that throws, as for a symbol or a revoked proxy, the worker's thread ends, and with it all its runs. Node reports
 * rejections to the thread's process object, which is outside the isolate: a class of Node's leads to it.
 */
function makeRejectionsPrintable(): void {
  const nodeFunction: unknown = Reflect.get(TextEncoder, 'constructor');
  if (typeof nodeFunction !== 'function') return;
  const nodeProcess: NodeJS.Process = nodeFunction('return process')();
  nodeProcess.emit = new Proxy(nodeProcess.emit, {
    apply: (emit, self, [event, thrown, ...more]): boolean => {
      const shown: unknown = event === 'unhandledRejection' ? errorFromData(errorToData(thrown)) : thrown;
      return Reflect.apply(emit, self, [event, shown, ...more]);
    },
  });
}

makeRejectionsPrintable();

export function rememberedRejection(runId: string): Rejection | undefined {
  return remembered.get(runId);
}
