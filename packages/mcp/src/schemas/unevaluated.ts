import { isObject, namesOf } from './values.ts';
import { every, type Verdict } from './verdict.ts';
import type { Visit } from './visit.ts';

/** Checks the parts of the value that no other keyword of the schema has evaluated. It must come last. */
export function checkUnevaluated(visit: Visit, value: unknown): Verdict {
  const { evaluated } = visit;
  if (evaluated === undefined) return 'yes';
  if (Array.isArray(value)) {
    const schema = visit.keyword('unevaluatedItems');
    if (schema === undefined) return 'yes';
    visit.run.budget.spend(value.length);
    const verdict = every(value, visit.wantsAll, (item, index) =>
      evaluated.hasIndex(index) ? 'yes' : visit.child(schema, item, index),
    );
    evaluated.addAll();
    return verdict;
  }
  const schema = isObject(value) ? visit.keyword('unevaluatedProperties') : undefined;
  if (schema === undefined || !isObject(value)) return 'yes';
  const verdict = every(namesOf(value, visit.run.budget), visit.wantsAll, (name) => {
    if (evaluated.hasName(name)) return 'yes';
    if (schema === false) return visit.fail(`must not have unevaluated property '${name}'`);
    return visit.child(schema, value[name], name);
  });
  evaluated.addAll();
  return verdict;
}
