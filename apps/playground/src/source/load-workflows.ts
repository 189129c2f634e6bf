import { readFile } from 'node:fs/promises';
import type { JsonValue, WorkflowDefinition } from '@mcp-agent/core';
import { ConfigurationError } from '@mcp-agent/core/errors';
import { messageOf } from '@mcp-agent/core/host';

/** The workflows that a file exports, by name. */
export type Workflows = ReadonlyMap<string, WorkflowDefinition<JsonValue>>;

type Exported = [name: string, workflow: WorkflowDefinition<JsonValue>];

/**
 * Imports a file and returns the workflows that it exports, in the order in which it mentions them.
 *
 * @throws {@link ConfigurationError} when the file cannot be loaded or exports no workflow
 */
export async function loadWorkflows(file: URL): Promise<Workflows> {
  const exported = Object.entries(await load(file)).filter((entry): entry is Exported =>
    isWorkflow(entry[1]),
  );
  // The exports of a module are sorted alphabetically.
  const text = await readFile(file, 'utf8');
  const place = ([name]: Exported): number => text.search(new RegExp(`\\b${RegExp.escape(name)}\\b`));
  const sorted = exported.toSorted((one, other) => place(one) - place(other));
  if (sorted.length > 0) return new Map(sorted.map(([, workflow]) => [workflow.name, workflow]));
  throw new ConfigurationError(
    `Workflow file ${file.pathname} exports no workflow. Export the result of app.workflow('name', ...).`,
  );
}

async function load(file: URL): Promise<object> {
  try {
    const module: object = await import(file.href);
    return module;
  } catch (cause) {
    const reason = messageOf(cause);
    throw new ConfigurationError(
      `Workflow file ${file.pathname} cannot be loaded. Correct it, or the path: ${reason}`,
      { cause },
    );
  }
}

/** Checks the shape, because the file may import another copy of core. */
function isWorkflow(value: unknown): value is WorkflowDefinition<JsonValue> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'app' in value &&
    'run' in value &&
    typeof value.run === 'function'
  );
}
