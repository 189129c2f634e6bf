import { inspect, isDeepStrictEqual } from 'node:util';
import { mapBounded } from '@mcp-agent/core/engine';
import { testTimeout } from '@mcp-agent/testing/support';
import { withTimeout } from '../../with-timeout.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** One row of a table: what the rule expects of it, and what the engine did. */
export interface Row {
  readonly row: string;
  readonly expected: unknown;
  readonly got: unknown;
}

/** Rows that a failure lists. */
const MAX_LISTED = 25;
/** Differences that a failure lists for each row. */
const MAX_DIFFERENCES = 4;

/**
 * Compares all rows of a table.
 *
 * @throws Error that lists each row that differs, with the expected and the actual outcome
 */
export function checkRows(rows: readonly Row[]): void {
  const names = new Set(rows.map(({ row }) => row));
  if (rows.length === 0 || names.size < rows.length) {
    throw new Error(`The table has ${rows.length} rows with ${names.size} names. Name each row once.`);
  }
  const lines = rows.flatMap(({ row, expected, got }) => {
    const all = differences(plain(expected), plain(got), '');
    return all.length === 0 ? [] : [`${row}\n    ${all.slice(0, MAX_DIFFERENCES).join('\n    ')}`];
  });
  if (lines.length === 0) return;
  const more = lines.length > MAX_LISTED ? [`and ${lines.length - MAX_LISTED} more`] : [];
  throw new Error(
    [`${lines.length} of ${rows.length} rows differ:`, ...lines.slice(0, MAX_LISTED), ...more].join('\n  '),
  );
}

/** Rows hold JSON: a missing key and one whose value is undefined are the same. */
function plain(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

/** Returns a line for each place at which two JSON values differ. */
function differences(expected: unknown, got: unknown, path: string): string[] {
  if (isDeepStrictEqual(expected, got)) return [];
  if (isObject(expected) && isObject(got)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(got)]);
    return [...keys].flatMap((key) => differences(expected[key], got[key], `${path}.${key}`));
  }
  return [`${path === '' ? 'outcome' : path.slice(1)}: expected ${inLine(expected)}, got ${inLine(got)}`];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inLine(value: unknown): string {
  return inspect(value, { depth: 4, breakLength: Infinity, maxStringLength: 160 });
}

/** {@link outcomeOf} for a call that may never end: the row then fails, and the other rows are still compared. */
export function endOf<T>(row: string, run: () => Promise<T>): Promise<Outcome<T>> {
  return outcomeOf(() =>
    withTimeout(run(), ROW_TIMEOUT_MS, `${row} did not end within ${ROW_TIMEOUT_MS} ms`),
  );
}

const ROW_TIMEOUT_MS = testTimeout(60_000);

/** Calls a function for each item, with a bounded number of calls at a time, which suits a small server. */
export function forEachItem<T, R>(
  items: readonly T[],
  fn: (item: T) => Promise<R>,
  concurrency = 25,
): Promise<R[]> {
  return mapBounded(items, concurrency, fn);
}
