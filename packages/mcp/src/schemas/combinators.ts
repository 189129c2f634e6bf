import type { JsonValue } from '@mcp-agent/core';
import { Evaluated } from './evaluated.ts';
import { Problems } from './problems.ts';
import { every, type Verdict } from './verdict.ts';
import type { Visit } from './visit.ts';

/** Checks `allOf`, `anyOf`, `oneOf`, `not` and `if`. */
export function checkCombinators(visit: Visit, value: unknown): Verdict {
  return every([checkAllOf, checkAnyOf, checkOneOf, checkNot, checkIf], visit.wantsAll, (check) =>
    check(visit, value),
  );
}

function checkAllOf(visit: Visit, value: unknown): Verdict {
  return every(listOf(visit, 'allOf'), visit.wantsAll, (schema) =>
    visit.same(schema, value, visit.place.problems),
  );
}

function checkAnyOf(visit: Visit, value: unknown): Verdict {
  const schemas = listOf(visit, 'anyOf');
  if (schemas.length === 0) return 'yes';
  const problems = visit.wantsAll ? new Problems() : undefined;
  let best: Verdict = 'no';
  for (const schema of schemas) {
    const verdict = visit.same(schema, value, problems);
    if (verdict !== 'no') best = best === 'yes' ? 'yes' : verdict;
    // The others count only for what they evaluate.
    if (best === 'yes' && visit.evaluated === undefined) return 'yes';
  }
  return best === 'no' ? failWith(visit, problems, 'must match a schema in anyOf') : best;
}

function checkOneOf(visit: Visit, value: unknown): Verdict {
  const schemas = listOf(visit, 'oneOf');
  if (schemas.length === 0) return 'yes';
  const problems = visit.wantsAll ? new Problems() : undefined;
  const counted = { yes: 0, no: 0, unsure: 0 };
  for (const schema of schemas) {
    counted[visit.same(schema, value, problems)] += 1;
    if (counted.yes > 1) return visit.fail('must match exactly one schema in oneOf, but matches several');
  }
  if (counted.yes + counted.unsure === 0) {
    return failWith(visit, problems, 'must match exactly one schema in oneOf');
  }
  return counted.unsure > 0 ? 'unsure' : 'yes';
}

function checkNot(visit: Visit, value: unknown): Verdict {
  const schema = visit.keyword('not');
  if (schema === undefined) return 'yes';
  const { path, scope } = visit.place;
  const evaluated = visit.evaluated && new Evaluated();
  const verdict = visit.run.evaluate(schema, value, { path, scope, problems: undefined, evaluated });
  if (verdict === 'unsure') return 'unsure';
  return visit.require(verdict === 'no', () => 'must not match the schema in not');
}

function checkIf(visit: Visit, value: unknown): Verdict {
  const condition = visit.keyword('if');
  if (condition === undefined) return 'yes';
  const verdict = visit.same(condition, value, undefined);
  if (verdict === 'unsure') return 'unsure';
  const next = visit.keyword(verdict === 'yes' ? 'then' : 'else');
  return next === undefined ? 'yes' : visit.same(next, value, visit.place.problems);
}

function failWith(visit: Visit, problems: Problems | undefined, text: string): Verdict {
  if (problems !== undefined) visit.place.problems?.addFrom(problems);
  return visit.fail(text);
}

function listOf(visit: Visit, keyword: string): readonly JsonValue[] {
  const schemas = visit.keyword(keyword);
  return Array.isArray(schemas) ? schemas : [];
}
