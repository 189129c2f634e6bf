import { nearestName } from '@mcp-agent/core/host';
import type { z } from 'zod';
import type { Settings } from '../settings.ts';
import { settingsSchema } from '../schema/settings-schema.ts';
import { expectation } from '../schema/expectation.ts';
import { type JsonSchema, schemaAt } from '../schema/json-schema.ts';
import { place } from './bind.ts';
import { type Problem, configurationError } from './problem.ts';
import { isSecret } from './secret.ts';
import { type Path, type TreeNode, nearestNode } from './tree.ts';

const MAX_SHOWN = 60;

/**
 * Validates plain values and returns the settings.
 *
 * @param tree the source of the values, for error messages
 * @throws {@link ConfigurationError} that lists every invalid value
 */
export function judge(values: unknown, tree: TreeNode, schema: JsonSchema): Settings {
  const result = settingsSchema.safeParse(values);
  if (result.success) return result.data;
  throw configurationError(...result.error.issues.map((issue) => problemOf(issue, tree, schema)));
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
