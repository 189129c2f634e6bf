import type { ErrorData } from '@mcp-agent/core/errors';
import type { Outcome } from '../drive/drive.ts';
import type { Hit } from '../kills/killer.ts';
import type { RecordedCall } from '../ledger/calls.ts';
import { type Step, toolName } from '../plan/work.ts';
import type { Evidence } from './evidence.ts';

/** A workflow that ended in an error. */
export interface Failure {
  readonly workflow: string;
  readonly error: ErrorData;
  /** Why the error is expected. Absent if it is not. */
  readonly expected?: string;
}

/** Returns the workflows that ended in an error, and whether a kill explains it. */
export function failuresOf(evidence: Evidence): Failure[] {
  return evidence.outcomes.flatMap((outcome) => {
    const { work, error } = outcome;
    if (error === undefined) return [];
    const expected = explain(outcome, evidence);
    return [{ workflow: work.id, error, ...(expected !== undefined && { expected }) }];
  });
}

/**
 * An outage of Temporal that may count as the death of a worker: without heartbeats for 8 seconds, of which up to 4
 * passed since the last one.
 */
const LONG_OUTAGE_MS = 4_000;

/**
 * Explains an unknown outcome: during the call of a tool that may not be repeated, its worker or its server was killed, or
 * Temporal was away for long. No other error is expected.
 */
function explain(
  { work, error, endedAt }: Outcome,
  { calls: allCalls, hits, outages }: Evidence,
): string | undefined {
  const tool = unknownTool(error);
  const calls = allCalls.get(work.id) ?? [];
  const asked = calls.findLast(({ place }) => place === 'model');
  if (tool === undefined || asked === undefined) return undefined;
  const steps = (work.stages[asked.stage] ?? []).filter(
    ({ place, repeatable }) => !repeatable && toolName(place, repeatable) === tool,
  );
  const hit = hits.find(
    (each) =>
      isKill(each) &&
      each.at >= asked.at &&
      each.at <= endedAt &&
      steps.some((step) => concerns(each, step, calls)),
  );
  if (hit !== undefined) return `${hit.victim} was killed during the call`;
  const outage = outages.find(
    ({ from, to }) => to - from > LONG_OUTAGE_MS && to >= asked.at && from <= endedAt,
  );
  return (
    outage && `Temporal was away for ${((outage.to - outage.from) / 1_000).toFixed(1)} s during the call`
  );
}

function isKill({ kind }: Hit): boolean {
  return kind === 'worker-kill' || kind === 'http-kill' || kind === 'stdio-kill';
}

/** Whether a kill hit the worker or the server of a call. If the call never reached the ledger, neither is known. */
function concerns({ victim, pid }: Hit, step: Step, calls: readonly RecordedCall[]): boolean {
  const call = calls.find(({ step: number }) => number === step.number);
  if (call !== undefined) return call.worker === victim || call.pid === pid;
  return victim.startsWith('worker-') || victim.startsWith(step.place);
}

/** Returns the tool whose outcome an error says is unknown. */
function unknownTool(error: ErrorData | undefined): string | undefined {
  if (error === undefined) return undefined;
  if (error.code !== 'TOOL_OUTCOME_UNKNOWN') return unknownTool(error.cause);
  const tool = error.fields?.['tool'];
  return typeof tool === 'string' ? tool : undefined;
}
