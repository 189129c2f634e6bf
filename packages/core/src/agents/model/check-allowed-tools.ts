import { invalidArgument } from '../../runtime/values/invalid-argument.ts';
import type { ToolHints } from './tool-annotations.ts';

const HINTS: readonly string[] = [
  'readOnlyHint',
  'destructiveHint',
  'idempotentHint',
  'openWorldHint',
] satisfies (keyof ToolHints)[];

const FORM =
  'an array of names, patterns such as "search_*" and hints such as { readOnlyHint: true }, or an object with such an ' +
  'array for each server';

/** @throws {@link InvalidArgumentError} for what is not of the type {@link AllowedTools} */
export function checkAllowedTools(place: string, allowed: unknown, argument: string): void {
  if (Array.isArray(allowed)) return checkSelectors(place, allowed, argument);
  if (typeof allowed !== 'object' || allowed === null) throw invalidArgument(place, allowed, FORM, argument);
  for (const [key, selectors] of Object.entries<unknown>({ ...allowed })) {
    if (!Array.isArray(selectors)) throw invalidArgument(`${place}.${key}`, selectors, FORM, argument);
    checkSelectors(`${place}.${key}`, selectors, argument);
  }
}

/** @throws {@link InvalidArgumentError} for a selector that is neither a text nor an object of hints */
function checkSelectors(place: string, selectors: readonly unknown[], argument: string): void {
  const index = selectors.findIndex((selector) => !isName(selector) && !isHints(selector));
  if (index < 0) return;
  const wanted = `a name or a pattern, or an object of ${HINTS.join(', ')} with true or false`;
  throw invalidArgument(`${place}[${index}]`, selectors[index], wanted, argument);
}

/** @throws {@link InvalidArgumentError} for what is not a list of names and patterns */
export function checkNames(place: string, names: unknown, argument: string): void {
  if (Array.isArray(names) && names.every(isName)) return;
  throw invalidArgument(place, names, 'an array of names, and of patterns such as "delete_*"', argument);
}

function isName(selector: unknown): boolean {
  return typeof selector === 'string' && selector !== '' && selector !== '!';
}

function isHints(selector: unknown): boolean {
  if (typeof selector !== 'object' || selector === null) return false;
  const hints = Object.entries<unknown>({ ...selector });
  return (
    hints.length > 0 && hints.every(([name, value]) => HINTS.includes(name) && typeof value === 'boolean')
  );
}
