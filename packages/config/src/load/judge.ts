import { nearestName } from '@mcp-agent/core/host';
import type { z } from 'zod';
import type { Settings } from '../settings.ts';
import { settingsSchema } from '../schema/settings-schema.ts';
import { expectation } from '../schema/expectation.ts';
import { FORM_KEY, type JsonSchema, schemaAt } from '../schema/json-schema.ts';
import { place } from './bind.ts';
import type { Problem } from './problem.ts';
import { isSecret } from './secret.ts';
import { type Path, type TreeNode, nearestNode } from './tree.ts';

const MAX_SHOWN = 60;

/** The settings, or every problem of their values. */
export type Judged =
  | { readonly settings: Settings; readonly problems: readonly [] }
  | { readonly settings?: undefined; readonly problems: readonly Problem[] };

/**
 * Validates plain values.
 *
 * @param tree the source of the values, for error messages
 * @param found problems of values that could not be read; these values are not validated
 */
export function judge(
  values: unknown,
  tree: TreeNode,
  schema: JsonSchema,
  found: readonly Problem[],
): Judged {
  const result = settingsSchema.safeParse(values);
  const issues = (result.error?.issues ?? [])
    .flatMap(issuesOfForm)
    .map((issue) => problemOf(issue, tree, schema));
  const problems = [...found, ...issues.filter((issue) => !found.some((known) => overlap(issue, known)))];
  return result.success && problems.length === 0
    ? { settings: result.data, problems: [] }
    : { problems: problems.toSorted(byPlace) };
}

/** Returns the issues of a value's own form, if its other forms do not matter. */
function issuesOfForm(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const isAnother = ({ path: [step] }: z.core.$ZodIssue): boolean => step === undefined || step === FORM_KEY;
  const form = issue.errors.find((issues) => !issues.some(isAnother)) ?? issue.errors.at(-1) ?? [];
  if (form.some(({ path }) => path.length === 0)) return [issue];
  return form.flatMap((inner) => issuesOfForm({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** Whether one path leads to the other: a value that could not be read counts as missing. */
function overlap({ path: one = [] }: Problem, { path: other = [] }: Problem): boolean {
  return one.every((step, index) => index >= other.length || step === other[index]);
}

function byPlace(one: Problem, other: Problem): number {
  const [left = '', right = ''] = [one.source?.name, other.source?.name];
  if (left !== right) return left < right ? -1 : 1;
  return (one.line ?? 0) - (other.line ?? 0);
}

function problemOf(issue: z.core.$ZodIssue, tree: TreeNode, schema: JsonSchema): Problem {
  const path: Path = issue.path.map((step) => (typeof step === 'symbol' ? step.toString() : step));
  const node = nearestNode(tree, path);
  // Custom checks have their own messages.
  if (issue.code === 'custom') return { ...place(node), path, message: issue.message };
  const wanted = schemaAt(schema, path) ?? {};
  const expected = issue.code === 'invalid_format' ? issue.message : `expected ${expectation(wanted)}`;
  const exact = nearestNode(tree, path.slice(0, -1)) !== node || path.length === 0;
  const found = exact ? `, found ${describe(node, path, wanted)}` : ', found no value';
  return { ...place(node), path, message: `${expected}${found}` };
}

/** Describes a node, without its text if that may be a secret. */
function describe(node: TreeNode, path: Path, wanted: JsonSchema): string {
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'map') return 'a map';
  if (node.value === null) return 'no value';
  const quoteIt = wanted.type === 'string' && typeof node.value !== 'string' ? ': put it in quotes' : '';
  if (isSecret(path, node)) return `${kindOf(node.value)} (hidden)${quoteIt}`;
  const text = node.text.length > MAX_SHOWN ? `${node.text.slice(0, MAX_SHOWN)}...` : node.text;
  const shown = typeof node.value === 'string' ? JSON.stringify(text) : text;
  const nearest = wanted.enum === undefined ? undefined : nearestName(node.text, wanted.enum.map(String));
  return `${shown}${nearest === undefined ? quoteIt : `: did you mean "${nearest}"?`}`;
}

function kindOf(value: string | number | boolean): string {
  return `a ${typeof value}`;
}
