import { type ErrorContext, McpAgentError } from '@mcp-agent/core/errors';
import { howToGetOne } from './how-to.ts';
import type { TemporalSource } from './source.ts';

/** One way to a Temporal server that was tried, and why it led to none. */
export interface TemporalAttempt {
  readonly source: TemporalSource;
  readonly reason: string;
}

/** No Temporal server could be had. The message lists each way that was tried, and how to get one by hand. */
export class TemporalUnavailableError extends McpAgentError {
  static override readonly code = 'TEMPORAL_UNAVAILABLE';
  /** What was tried, in order. */
  declare readonly attempts: TemporalAttempt[];

  constructor(message: string, fields: ErrorContext & { attempts: TemporalAttempt[] }) {
    super(message, fields);
  }
}

/** A Temporal server was started and ended, or did not answer in time. */
export class TemporalStartError extends McpAgentError {
  static override readonly code = 'TEMPORAL_START';
  /** The binary that was started. */
  declare readonly binary: string;
  /** The last lines that it wrote to stderr. */
  declare readonly stderr: string;

  constructor(message: string, fields: ErrorContext & { binary: string; stderr: string }) {
    super(message, fields);
  }
}

/** The error that lists what was tried. */
export function unavailable(attempts: TemporalAttempt[]): TemporalUnavailableError {
  const tried = attempts.map(({ source, reason }) => `  - ${source}: ${reason.replaceAll('\n', '\n    ')}`);
  return new TemporalUnavailableError(
    ['No Temporal server could be had. Tried:', ...tried, ...howToGetOne()].join('\n'),
    { attempts },
  );
}
