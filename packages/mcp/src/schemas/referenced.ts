import { fragmentOf, type Target } from './references.ts';
import { both, type Verdict } from './verdict.ts';
import type { Scope, Visit } from './visit.ts';

/** Checks the schemas to which `$ref`, `$dynamicRef` and `$recursiveRef` lead. */
export function checkReferenced(visit: Visit, value: unknown): Verdict {
  let verdict: Verdict = 'yes';
  for (const keyword of ['$ref', '$dynamicRef', '$recursiveRef']) {
    const reference = visit.keyword(keyword);
    if (typeof reference !== 'string') continue;
    const { scope, problems } = visit.place;
    const found = visit.run.references.resolve(reference, scope.resource);
    // The index has reported it.
    if (found === undefined) {
      visit.evaluated?.addAll();
      verdict = both(verdict, 'unsure');
      continue;
    }
    const { schema, resource } = keyword === '$ref' ? found : outermost(keyword, reference, found, visit);
    const inner: Scope = resource === scope.resource ? scope : { resource, outer: scope };
    verdict = both(verdict, visit.same(schema, value, problems, inner));
    if (verdict === 'no' && !visit.wantsAll) return 'no';
  }
  return verdict;
}

/** Returns the outermost schema of the same dynamic anchor among the resources that the check entered. */
function outermost(keyword: string, reference: string, found: Target, visit: Visit): Target {
  const anchorOf = keyword === '$recursiveRef' ? recursiveAnchor : dynamicAnchor(fragmentOf(reference) ?? '');
  if (anchorOf(found) !== found.schema) return found;
  let target = found;
  for (let scope: Scope | undefined = visit.place.scope; scope !== undefined; scope = scope.outer) {
    visit.run.budget.spend(1);
    const schema = anchorOf(scope);
    if (schema !== undefined) target = { schema, resource: scope.resource };
  }
  return target;
}

type AnchorOf = (where: Pick<Target, 'resource'>) => Target['schema'] | undefined;

const recursiveAnchor: AnchorOf = ({ resource: { root } }) =>
  root['$recursiveAnchor'] === true ? root : undefined;

function dynamicAnchor(name: string): AnchorOf {
  return ({ resource }) => resource.dynamicAnchors.get(name);
}
