import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/packages.ts';
import { importsOf, packageOf } from './imports.ts';

/** The entry points of the code in an engine's isolate. */
const ENTRIES = [
  'packages/core/src/index.ts',
  'packages/core/src/engine.ts',
  'packages/core/src/agents/patterns/index.ts',
  'packages/executor-temporal/src/workflow/entry.ts',
  'packages/llm-ai-sdk/src/workflow.ts',
  'packages/llm-anthropic/src/workflow.ts',
  'packages/llm-openai/src/workflow.ts',
];

/**
 * The allowed imports. Each module is evaluated once per workflow run, so a library takes its memory a thousand times
 * with a thousand workflows: no zod, no client, no MCP SDK.
 */
const ALLOWED = ['@mcp-agent/core', '@temporalio/workflow', '@temporalio/common', 'mcp-agent-user-workflows'];

test.each(ENTRIES)('%s imports only modules that are allowed in the isolate', (entry) => {
  expect(strangers(join(ROOT, entry), new Set())).toEqual([]);
});

/** Returns the forbidden imports of a file and of the files that it imports. */
function strangers(file: string, seen: Set<string>): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  return importsOf(file).flatMap(({ specifier, line, dynamic, typeOnly }) => {
    if (typeOnly) return [];
    const place = `${relative(ROOT, file)}:${line}`;
    if (dynamic) return [`${place} import() ends a worker's process`];
    if (specifier === undefined) return [];
    if (specifier.startsWith('.')) return strangers(join(dirname(file), specifier), seen);
    if (!isBuiltin(specifier) && ALLOWED.includes(packageOf(specifier) ?? '')) return [];
    return [`${place} imports ${specifier}`];
  });
}
