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
export function failuresOf({ outcomes, calls, hits }: Evidence): Failure[] {
  return outcomes.flatMap((outcome) => {
    const { work, error } = outcome;
    if (error === undefined) return [];
    const expected = explain(outcome, calls.get(work.id) ?? [], hits);
    return [{ workflow: work.id, error, ...(expected !== undefined && { expected }) }];
  });
}

/**
 * Explains an unknown outcome: during the call of a tool that may not be repeated, its worker or its server was killed.
 * No other error is expected.
 */
function explain(
  { work, error, endedAt }: Outcome,
  calls: readonly RecordedCall[],
  hits: readonly Hit[],
): string | undefined {
  const tool = unknownTool(error);
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
  return hit && `${hit.victim} was killed during the call`;
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
