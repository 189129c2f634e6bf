import { errorFromData, errorToData } from '../../runtime/errors/data.ts';
import type { JsonObject } from '../../runtime/values/json.ts';
import type { McpAgentError } from '../../runtime/errors/error.ts';

/** What was tried before a call failed permanently. */
export interface Tried {
  /** A sentence without its end, such as `It failed in 6 attempts`. */
  readonly what: string;
  /** For how long, in milliseconds. */
  readonly ms: number;
  /** The setting that allows more. */
  readonly setting: string;
}

/** Returns the error of a call that is not retried: the same one, permanent, with what was tried and how to try more. */
export function failedForGood(error: McpAgentError, tried: Tried | undefined): McpAgentError {
  const { nextRetryDelayMs: _, ...fields }: JsonObject = { ...errorToData(error).fields };
  return changed(error, {
    fields: { ...fields, nonRetryable: true },
    ...(tried !== undefined && {
      message: `${error.message}\n${tried.what}, for ${inWords(tried.ms)}. To try for longer, raise ${tried.setting}.`,
    }),
  });
}

/** Returns the error of a call that is retried after a delay. */
export function withDelay(error: McpAgentError, nextRetryDelayMs: number): McpAgentError {
  if (error.nextRetryDelayMs === nextRetryDelayMs) return error;
  return changed(error, { fields: { ...errorToData(error).fields, nextRetryDelayMs } });
}

/** Returns an error of the same class, with the same stack and cause, and other values. */
function changed(
  error: McpAgentError,
  values: Partial<Pick<ReturnType<typeof errorToData>, 'message' | 'fields'>>,
): McpAgentError {
  return errorFromData({ ...errorToData(error), ...values });
}

const UNITS = [
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** Returns a duration in words: in the largest unit that it has at least two of. */
export function inWords(ms: number): string {
  const [name, unit] = UNITS.find(([, size]) => ms >= 2 * size) ?? ['second', 1_000];
  const count = Math.round((ms / unit) * 10) / 10;
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
