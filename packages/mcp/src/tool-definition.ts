import { createHash } from 'node:crypto';
import type { ToolAnnotations, ToolDescription } from '@mcp-agent/core/provider';

/** 128 bits, so that finding another definition with the same digest is infeasible. */
const DIGEST_LENGTH = 32;

/** Completes the description of a tool: with whether it can be repeated, and the digest of its definition. */
export function describeTool(
  tool: Pick<ToolDescription, 'name' | 'description' | 'inputSchema' | 'annotations'>,
): ToolDescription {
  const { description, inputSchema, annotations } = tool;
  const definition = canonical([description ?? null, inputSchema, annotations ?? {}]);
  return {
    ...tool,
    repeatable: annotations?.readOnlyHint === true || annotations?.idempotentHint === true,
    definition: createHash('sha256').update(definition).digest('hex').slice(0, DIGEST_LENGTH),
  };
}

/** Withholds a tool from models if its definition is not the pinned one. */
export function checkPin(tool: ToolDescription, pinned: string | undefined): ToolDescription {
  if (pinned === undefined || pinned === tool.definition) return tool;
  return {
    ...tool,
    withheld:
      `its definition is ${tool.definition ?? 'unknown'}, and pinnedTools of the server has ${pinned}. ` +
      'Check the definition, then pin it',
  };
}

/** JSON with sorted keys: the order of properties means nothing, and servers may change it. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

/** Returns the annotations that MCP defines. Others are left out, and so are values of another type. */
export function annotationsOf(annotations: object): ToolAnnotations {
  const known = Object.entries(annotations).filter(
    ([name, value]) => typeof value === (name === 'title' ? 'string' : 'boolean') && NAMES.includes(name),
  );
  return Object.fromEntries(known);
}

const NAMES: readonly string[] = [
  'title',
  'readOnlyHint',
  'destructiveHint',
  'idempotentHint',
  'openWorldHint',
];
