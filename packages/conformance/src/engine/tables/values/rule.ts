import type { Arrived, Outcome } from '../outcome.ts';
import type { Row } from '../rows.ts';
import { cellOf, PACKED, shown, TOGETHER } from './values.ts';

/** The rule: an accepted value arrives as its JSON, any other is refused with the path from its root. */
function expected(cell: string, root: string): unknown {
  const { rule } = cellOf(cell);
  if ('json' in rule) return { value: shown(rule.json) };
  if (rule.code === 'VALUE_TOO_LARGE') return { code: rule.code };
  return { code: rule.code, path: `${root}${rule.refusedAt}` };
}

/** What the table compares of an outcome: the text that arrived, or the code and path of the first cause. */
function compared(outcome: Outcome<string>): unknown {
  if ('value' in outcome) return outcome;
  const { code, fields } = firstCause(outcome.error);
  return { code, path: fields?.['path'] };
}

function firstCause(error: Arrived): Arrived {
  return error.cause === undefined || error.code.startsWith('VALUE_') ? error : firstCause(error.cause);
}

/** Returns the rows of a value that was passed through a door. */
export function rowsOf(door: string, root: string, cell: string, outcome: Outcome<string>): readonly Row[] {
  if (cell !== TOGETHER || !('value' in outcome)) {
    return [{ row: `${door}: ${cell}`, expected: expected(cell, root), got: compared(outcome) }];
  }
  const got = textsOf(outcome.value);
  return PACKED.map((name) => {
    const { rule } = cellOf(name);
    const json = 'json' in rule ? rule.json : undefined;
    return { row: `${door}: ${name}, together`, expected: shown(json), got: got.get(name) };
  });
}

/** Returns the text of each value in the text of all. */
function textsOf(together: string): ReadonlyMap<string, string> {
  const all: unknown = JSON.parse(together);
  return new Map(Object.entries(Object(all)).map(([name, value]) => [name, shown(value)]));
}
