import { type ErrorData, errorToData } from '@mcp-agent/core';

// Evaluated once for all runs of a worker's thread, as core is: see `SHARED` in the bundler.

/** What a run rejected with, and where in its history. */
export interface Rejection {
  readonly reason: ErrorData;
  readonly historyLength: number;
}

/** More than are under way at once, and few enough to keep. */
const MAX_REMEMBERED = 1_000;

const remembered = new Map<string, Rejection>();

/** Remembers what a run rejected with; the oldest of many is forgotten. */
export function rememberRejection(runId: string, reason: unknown, historyLength: number): void {
  remembered.set(runId, { reason: errorToData(reason), historyLength });
  const [oldest] = remembered.keys();
  if (remembered.size > MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
}

export function rememberedRejection(runId: string): Rejection | undefined {
  return remembered.get(runId);
}
