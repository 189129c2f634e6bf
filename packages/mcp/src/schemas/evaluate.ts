import type { JsonValue } from '@mcp-agent/core';
import { checkArray } from './arrays.ts';
import { checkCombinators } from './combinators.ts';
import { checkObject } from './objects.ts';
import { checkReferenced } from './referenced.ts';
import { checkAny, checkNumber, checkString } from './scalars.ts';
import type { SchemaIndex } from './schema-index.ts';
import { checkUnevaluated } from './unevaluated.ts';
import { isObject } from './values.ts';
import { every, type Verdict } from './verdict.ts';
import { type Place, type Run, type Scope, Visit } from './visit.ts';

const STEPS: readonly ((visit: Visit, value: unknown) => Verdict)[] = [
  checkAny,
  checkByType,
  checkReferenced,
  checkCombinators,
  checkUnevaluated,
];

/** Evaluates a schema at one place of the value, as part of a run. */
export function evaluate(
  index: SchemaIndex,
  run: Run,
  schema: JsonValue,
  value: unknown,
  place: Place,
): Verdict {
  run.budget.spend(1);
  if (schema === true) return 'yes';
  if (schema === false) {
    place.problems?.add(place.path, 'is not allowed');
    return 'no';
  }
  // The index has reported it.
  if (!isObject(schema)) return 'unsure';
  return run.budget.descend(() => {
    const visit = new Visit(schema, { ...place, scope: enter(index, schema, place.scope) }, run);
    // Before 2019-09, everything beside a reference is ignored.
    if (visit.place.scope.resource.dialect < 2019 && typeof schema['$ref'] === 'string') {
      return checkReferenced(visit, value);
    }
    const verdict = every(STEPS, visit.wantsAll, (step) => step(visit, value));
    return verdict === 'yes' && index.broken.has(schema) ? 'unsure' : verdict;
  });
}

function checkByType(visit: Visit, value: unknown): Verdict {
  if (typeof value === 'string') return checkString(visit, value);
  if (typeof value === 'number') return checkNumber(visit, value);
  if (Array.isArray(value)) return checkArray(visit, value);
  return isObject(value) ? checkObject(visit, value) : 'yes';
}

/** Returns the scope with the resource that a schema is in. */
function enter(index: SchemaIndex, schema: object, scope: Scope): Scope {
  const resource = index.resourceOf.get(schema) ?? scope.resource;
  return resource === scope.resource ? scope : { resource, outer: scope };
}
