import { readFile } from 'node:fs/promises';
import type { JsonValue, WorkflowDefinition } from '@mcp-agent/core';
import { ConfigurationError } from '@mcp-agent/core/errors';
import { messageOf } from '@mcp-agent/core/host';

/** The workflows that a file exports, by their names. */
export type Workflows = ReadonlyMap<string, WorkflowDefinition<JsonValue>>;

type Exported = [name: string, workflow: WorkflowDefinition<JsonValue>];

/**
 * Imports a file and gives the workflows that it exports, in the order in which it names them.
 *
 * @throws {@link ConfigurationError} when it does not load, or exports none
 */
export async function loadWorkflows(file: URL): Promise<Workflows> {
  const exported = Object.entries(await load(file)).filter((entry): entry is Exported =>
    isWorkflow(entry[1]),
  );
  // A module gives its exports by the alphabet.
  const text = await readFile(file, 'utf8');
  const place = ([name]: Exported): number => text.search(new RegExp(`\\b${RegExp.escape(name)}\\b`));
  const sorted = exported.toSorted((one, other) => place(one) - place(other));
  if (sorted.length > 0) return new Map(sorted.map(([, workflow]) => [workflow.name, workflow]));
  throw new ConfigurationError(
    `${file.pathname} exports no workflow. Export what app.workflow('name', ...) gives.`,
  );
}

async function load(file: URL): Promise<object> {
  try {
    const module: object = await import(file.href);
    return module;
  } catch (cause) {
    const reason = messageOf(cause);
    throw new ConfigurationError(`The workflows file ${file.pathname} does not load: ${reason}`, { cause });
  }
}

/** Told by its shape: the file may have a copy of core of its own. */
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
