import type { JsonValue } from '@mcp-agent/core';
import { canonical } from './values.ts';
import { both, every, type Verdict } from './verdict.ts';
import type { Visit } from './visit.ts';

/** Checks the keywords of arrays, except `unevaluatedItems`. */
export function checkArray(visit: Visit, items: readonly unknown[]): Verdict {
  const minItems = visit.number('minItems');
  const maxItems = visit.number('maxItems');
  let verdict: Verdict = 'yes';
  if (minItems !== undefined && items.length < minItems) {
    verdict = visit.fail(`must have at least ${minItems} items`);
  }
  if (maxItems !== undefined && items.length > maxItems) {
    verdict = visit.fail(`must have at most ${maxItems} items`);
  }
  if (verdict === 'no' && !visit.wantsAll) return 'no';
  if (visit.keyword('uniqueItems') === true) verdict = both(verdict, checkUnique(visit, items));
  if (verdict === 'no' && !visit.wantsAll) return 'no';
  verdict = both(verdict, checkItems(visit, items));
  const contains = visit.keyword('contains');
  if (contains === undefined || (verdict === 'no' && !visit.wantsAll)) return verdict;
  return both(verdict, checkContains(visit, contains, items));
}

/** Checks tuples and the items after them. An array in `items` is the tuple of older drafts, which servers still send. */
function checkItems(visit: Visit, items: readonly unknown[]): Verdict {
  const prefix = visit.keyword('prefixItems');
  const schema = visit.keyword('items');
  const tuple = [prefix, schema].find((one) => Array.isArray(one)) ?? [];
  const rest = Array.isArray(schema) ? visit.keyword('additionalItems') : schema;
  const end = rest === undefined ? Math.min(tuple.length, items.length) : items.length;
  visit.evaluated?.addItemsTo(end);
  return every(items.slice(0, end), visit.wantsAll, (item, index) =>
    visit.child(tuple[index] ?? rest ?? true, item, index),
  );
}

function checkContains(visit: Visit, contains: JsonValue, items: readonly unknown[]): Verdict {
  const { minContains = 1, maxContains = Infinity } = {
    minContains: visit.number('minContains'),
    maxContains: visit.number('maxContains'),
  };
  const { path, scope } = visit.place;
  const counted = { yes: 0, no: 0, unsure: 0 };
  for (const [index, item] of items.entries()) {
    const place = { path, scope, problems: undefined, evaluated: undefined };
    const verdict = visit.run.evaluate(contains, item, place);
    counted[verdict] += 1;
    // In 2019-09, `contains` evaluates nothing.
    if (verdict !== 'no' && scope.resource.dialect >= 2020) visit.evaluated?.addIndex(index);
  }
  const { yes, unsure } = counted;
  if (yes + unsure < minContains) return visit.fail(`must contain at least ${minContains} valid items`);
  if (yes > maxContains) return visit.fail(`must contain at most ${maxContains} of certain items`);
  return yes < minContains || yes + unsure > maxContains ? 'unsure' : 'yes';
}

function checkUnique(visit: Visit, items: readonly unknown[]): Verdict {
  const seen = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const key = canonical(item, visit.run.budget);
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      return visit.fail(`must not have equal items (${earlier} and ${index} are equal)`);
    }
    seen.set(key, index);
  }
  return 'yes';
}
