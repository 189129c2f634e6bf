import type { JsonValue } from '@mcp-agent/core';
import { type Fields, isObject, namesOf } from './values.ts';
import { both, every, type Verdict } from './verdict.ts';
import type { Visit } from './visit.ts';

const CHECKS: readonly ((visit: Visit, object: Fields) => Verdict)[] = [
  checkSize,
  checkRequired,
  checkDependencies,
  checkNames,
  checkProperties,
];

/** Checks the keywords of objects, except `unevaluatedProperties`. */
export function checkObject(visit: Visit, object: Fields): Verdict {
  return every(CHECKS, visit.wantsAll, (check) => check(visit, object));
}

function checkSize(visit: Visit, object: Fields): Verdict {
  const minProperties = visit.number('minProperties');
  const maxProperties = visit.number('maxProperties');
  if (minProperties === undefined && maxProperties === undefined) return 'yes';
  const { length } = namesOf(object, visit.run.budget);
  if (length < (minProperties ?? 0)) return visit.fail(`must have at least ${minProperties} properties`);
  if (length > (maxProperties ?? Infinity))
    return visit.fail(`must have at most ${maxProperties} properties`);
  return 'yes';
}

function checkRequired(visit: Visit, object: Fields): Verdict {
  return requireNames(visit, object, visit.keyword('required'), '');
}

function requireNames(visit: Visit, object: Fields, names: JsonValue | undefined, when: string): Verdict {
  if (!Array.isArray(names)) return 'yes';
  visit.run.budget.spend(names.length);
  return every(names, visit.wantsAll, (name) =>
    typeof name !== 'string' || Object.hasOwn(object, name)
      ? 'yes'
      : visit.fail(`must have required property '${name}'${when}`),
  );
}

/** Checks `dependentRequired`, `dependentSchemas`, and `dependencies`, which they replace. */
function checkDependencies(visit: Visit, object: Fields): Verdict {
  return every(['dependentRequired', 'dependentSchemas', 'dependencies'], visit.wantsAll, (keyword) => {
    const dependencies = visit.keyword(keyword);
    if (!isObject(dependencies)) return 'yes';
    const present = namesOf(dependencies, visit.run.budget).filter((name) => Object.hasOwn(object, name));
    return every(present, visit.wantsAll, (name) => {
      const dependency = dependencies[name] ?? true;
      return Array.isArray(dependency)
        ? requireNames(visit, object, dependency, ` because it has '${name}'`)
        : visit.same(dependency, object, visit.place.problems);
    });
  });
}

function checkNames(visit: Visit, object: Fields): Verdict {
  const schema = visit.keyword('propertyNames');
  if (schema === undefined) return 'yes';
  const { path, scope } = visit.place;
  return every(namesOf(object, visit.run.budget), visit.wantsAll, (name) => {
    const place = { path, scope, problems: undefined, evaluated: undefined };
    const verdict = visit.run.evaluate(schema, name, place);
    return verdict === 'no'
      ? visit.fail(`must not have property '${name}': its name is not allowed`)
      : verdict;
  });
}

/** Checks `properties`, `patternProperties` and `additionalProperties`. */
function checkProperties(visit: Visit, object: Fields): Verdict {
  const properties = visit.keyword('properties');
  const patterns = visit.keyword('patternProperties');
  const additional = visit.keyword('additionalProperties');
  let verdict: Verdict = 'yes';
  if (isObject(properties)) {
    const present = namesOf(properties, visit.run.budget).filter((name) => Object.hasOwn(object, name));
    verdict = every(present, visit.wantsAll, (name) => {
      visit.evaluated?.addName(name);
      return visit.child(properties[name] ?? true, object[name], name);
    });
  }
  if (verdict === 'no' && !visit.wantsAll) return 'no';
  const byPattern = isObject(patterns)
    ? namesOf(patterns, visit.run.budget).map((pattern) => [pattern, patterns[pattern] ?? true] as const)
    : [];
  if (byPattern.length === 0 && additional === undefined) return verdict;
  const others = every(namesOf(object, visit.run.budget), visit.wantsAll, (name) => {
    const { matched, verdict: ofPatterns } = checkPatterns(visit, byPattern, name, object[name]);
    const isKnown = matched || (isObject(properties) && Object.hasOwn(properties, name));
    if (isKnown || additional === undefined) return ofPatterns;
    visit.evaluated?.addName(name);
    return both(ofPatterns, checkAdditional(visit, additional, object, name));
  });
  return both(verdict, others);
}

function checkAdditional(visit: Visit, schema: JsonValue, object: Fields, name: string): Verdict {
  if (schema === false) return visit.fail(`must not have additional property '${name}'`);
  return visit.child(schema, object[name], name);
}

function checkPatterns(
  visit: Visit,
  patterns: readonly (readonly [string, JsonValue])[],
  name: string,
  value: unknown,
): { readonly matched: boolean; readonly verdict: Verdict } {
  let matched = false;
  const verdict = every(patterns, visit.wantsAll, ([pattern, schema]) => {
    visit.run.budget.spend(1);
    const matches = visit.run.patterns.test(pattern, name);
    if (matches === 'no') return 'yes';
    matched = true;
    visit.evaluated?.addName(name);
    // The schema may apply or not.
    return matches === 'unsure' ? 'unsure' : visit.child(schema, value, name);
  });
  return { matched, verdict };
}
