import { type ErrorData, errorToData, toError } from '../../runtime/errors/data.ts';
import { fromJson, type JsonObject, type JsonValue, toJson } from '../../runtime/values/json.ts';
import { boundText, messageOf, textOfAny } from '../../runtime/values/text.ts';
import { PatternFailedError } from '../errors/patterns.ts';
import type { Attempt, ParticipantFailure, StepResult } from './results.ts';

/** A failure, and the error as it was thrown. */
export interface Failed {
  readonly failure: ParticipantFailure;
  readonly thrown: unknown;
}

/** What a pattern has when a participant fails. */
export interface Done {
  readonly results?: JsonObject;
  readonly steps?: readonly StepResult[];
  readonly attempts?: readonly Attempt[];
}

export function failedBy(name: string, thrown: unknown): Failed {
  return { failure: { name, error: withoutStack(errorToData(thrown)) }, thrown };
}

function withoutStack({ code, message, fields, cause }: ErrorData): ErrorData {
  return {
    code,
    message,
    ...(fields !== undefined && { fields }),
    ...(cause !== undefined && { cause: withoutStack(cause) }),
  };
}

/**
 * Returns the error for a pattern that cannot go on.
 *
 * @param failed the first of them is the cause
 * @param advice what to do, besides removing the cause
 */
export function patternFailed(
  pattern: string,
  [first, ...more]: readonly [Failed, ...Failed[]],
  done: Done,
  advice = '',
): PatternFailedError {
  const { failure, thrown } = first;
  const others = more.length === 0 ? '' : `, and ${more.length} more failed`;
  return new PatternFailedError(
    `${pattern} failed, because "${failure.name}" failed${others}: ${messageOf(thrown)}\n` +
      `Remove the cause${advice}. The error has the results of the others.`,
    {
      pattern,
      ...carried({ failures: [first, ...more].map((one) => one.failure), ...done }),
      cause: thrown,
      ...(toError(thrown).nonRetryable === true && { nonRetryable: true }),
    },
  );
}

/**
 * Characters of text in the results of an error. Engines leave out fields of over 200,000 characters in an error and
 * its causes together, and patterns in patterns repeat them.
 */
const MAX_CARRIED_LENGTH = 60_000;

/** Returns results that fit an error: if they are too long together, the longest texts are truncated. */
export function carried<T extends object>(done: T): T {
  const limit = lengthLimit(textLengths(done));
  return limit === undefined ? done : fromJson(toJson(shortened(done, limit), 'results'));
}

/** Returns the length to which to truncate texts, so that they fit together. */
function lengthLimit(lengths: readonly number[]): number | undefined {
  let left = MAX_CARRIED_LENGTH;
  for (const [index, length] of lengths.toSorted((one, other) => one - other).entries()) {
    const share = Math.floor(left / (lengths.length - index));
    if (length > share) return share;
    left -= length;
  }
  return undefined;
}

function textLengths(value: unknown): number[] {
  if (typeof value === 'string') return [value.length];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textLengths) : [];
}

function shortened(value: unknown, limit: number): unknown {
  if (typeof value === 'string') return boundText(value, limit);
  if (Array.isArray(value)) return value.map((item) => shortened(item, limit));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shortened(inner, limit)]));
}

/** Returns the result of a function as JSON, or as text if it is none. */
export function resultAsJson(name: string, result: unknown): JsonValue {
  try {
    return toJson(result, name);
  } catch {
    return textOfAny(result);
  }
}
