import type { JsonValue } from '@mcp-agent/core';
import { isTypeName, type TypeName } from './keyword-shapes.ts';
import { both, every, type Verdict } from './verdict.ts';
import { canonical, equals, isObject, lengthOf } from './values.ts';
import type { Visit } from './visit.ts';

const MAX_SHOWN_LENGTH = 300;
/** The rounding error of a division, in units of the last place. */
const ROUNDING = 4 * Number.EPSILON;

/** Checks `type`, `enum` and `const`. */
export function checkAny(visit: Visit, value: unknown): Verdict {
  const type = visit.keyword('type');
  const allowed = visit.keyword('enum');
  const constant = visit.keyword('const');
  if (value === null && visit.keyword('nullable') === true) return 'yes';
  let verdict: Verdict = 'yes';
  if (type !== undefined) verdict = checkType(visit, type, value);
  if (Array.isArray(allowed)) {
    const { budget } = visit.run;
    verdict = both(
      verdict,
      visit.require(
        allowed.some((one) => equals(one, value, budget)),
        () => `must be one of ${shown(allowed, visit)}`,
      ),
    );
  }
  if (constant === undefined) return verdict;
  const matches = equals(constant, value, visit.run.budget);
  return both(
    verdict,
    visit.require(matches, () => `must be ${shown([constant], visit)}`),
  );
}

/** Checks the keywords of numbers. */
export function checkNumber(visit: Visit, value: number): Verdict {
  const minimum = visit.number('minimum');
  const maximum = visit.number('maximum');
  const exclusiveMinimum = visit.keyword('exclusiveMinimum');
  const exclusiveMaximum = visit.keyword('exclusiveMaximum');
  const multipleOf = visit.number('multipleOf');
  // In draft-04 and OpenAPI 3.0, `true` makes the other bound exclusive.
  const above = exclusiveMinimum === true ? minimum : exclusiveMinimum;
  const below = exclusiveMaximum === true ? maximum : exclusiveMaximum;
  const bounds: readonly (readonly [JsonValue | undefined, string, (bound: number) => boolean])[] = [
    [minimum, '>=', (bound) => value >= bound],
    [maximum, '<=', (bound) => value <= bound],
    [above, '>', (bound) => value > bound],
    [below, '<', (bound) => value < bound],
    [multipleOf, 'a multiple of', (divisor) => divisor <= 0 || isMultiple(value, divisor)],
  ];
  return every(bounds, visit.wantsAll, ([bound, words, holds]) =>
    typeof bound !== 'number' || holds(bound) ? 'yes' : visit.fail(`must be ${words} ${bound}`),
  );
}

/** Checks the keywords of strings. `format` is an annotation. */
export function checkString(visit: Visit, value: string): Verdict {
  const minLength = visit.number('minLength');
  const maxLength = visit.number('maxLength');
  const pattern = visit.keyword('pattern');
  let verdict: Verdict = 'yes';
  if (minLength !== undefined || maxLength !== undefined) {
    const length = lengthOf(value, visit.run.budget);
    if (minLength !== undefined && length < minLength) {
      verdict = visit.fail(`must have at least ${minLength} characters`);
    }
    if (maxLength !== undefined && length > maxLength) {
      verdict = visit.fail(`must have at most ${maxLength} characters`);
    }
  }
  if (typeof pattern !== 'string') return verdict;
  const matches = visit.run.patterns.test(pattern, value);
  return both(
    verdict,
    matches === 'no' ? visit.require(false, () => `must match pattern ${shown([pattern], visit)}`) : matches,
  );
}

function checkType(visit: Visit, type: JsonValue, value: unknown): Verdict {
  const names = Array.isArray(type) ? type : [type];
  visit.run.budget.spend(names.length);
  // Another name is a mistake of the schema, which the index has reported.
  const types = names.filter(isTypeName);
  return types.length === 0 || types.some((one) => isOfType(value, one))
    ? 'yes'
    : visit.fail(`must be ${types.join(' or ')}`);
}

function isOfType(value: unknown, type: TypeName): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  return type === 'null' ? value === null : typeof value === type;
}

function isMultiple(value: number, divisor: number): boolean {
  const quotient = value / divisor;
  if (!Number.isFinite(quotient)) return value % divisor === 0;
  return Math.abs(quotient - Math.round(quotient)) <= ROUNDING * Math.abs(quotient);
}

/** Returns values of the schema in words, until they are long enough. */
function shown(values: readonly JsonValue[], { run: { budget } }: Visit): string {
  let text = '';
  for (const value of values) {
    text += `${text === '' ? '' : ', '}${canonical(value, budget)}`;
    if (text.length > MAX_SHOWN_LENGTH) return `${text.slice(0, MAX_SHOWN_LENGTH)}…`;
  }
  return text;
}
