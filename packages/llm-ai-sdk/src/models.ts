import { nearestName } from '@mcp-agent/core/host';
import type { AISDKModel } from './model.ts';

/** Creates a model. It is called on the first request, once for each process. */
export type ModelFactory = () => AISDKModel | Promise<AISDKModel>;

interface Registered {
  readonly create: ModelFactory;
  model?: Promise<AISDKModel>;
}

const KEY = Symbol.for('@mcp-agent/llm-ai-sdk/models');

/** Shared by all copies of this package in a process. */
function registry(): Map<string, Registered> {
  const found: unknown = Reflect.get(globalThis, KEY);
  if (found instanceof Map) return found;
  const made = new Map<string, Registered>();
  Reflect.set(globalThis, KEY, made);
  return made;
}

/**
 * Registers models of the AI SDK by name, for `AISDKAugmentedLLM`. Call it in a module that the process that runs
 * activities imports, such as one in `workflow_task_modules`. The last model of a name counts.
 *
 * @example
 * ```ts
 * import { google } from '@ai-sdk/google';
 * import { defineModels } from '@mcp-agent/llm-ai-sdk';
 *
 * defineModels({ gemini: () => google('gemini-3-flash') });
 * ```
 */
export function defineModels(models: Readonly<Record<string, ModelFactory>>): void {
  for (const [name, create] of Object.entries(models)) registry().set(name, { create });
}

/** Returns a registered model, or `undefined`. */
export async function findModel(name: string): Promise<AISDKModel | undefined> {
  const found = registry().get(name);
  if (found === undefined) return undefined;
  found.model ??= Promise.resolve(found.create());
  try {
    return await found.model;
  } catch (error) {
    // The next request tries again.
    delete found.model;
    throw error;
  }
}

/** Returns why no model has a name, and what to do. */
export function unknownModel(name: string): string {
  const known = [...registry().keys()];
  const nearest = nearestName(name, known);
  return nearest === undefined
    ? `Register it with defineModels in a module that the process that runs activities imports, or name a service. Registered models: ${known.join(', ') || 'none'}.`
    : `Did you mean "${nearest}"?`;
}
