import type { JsonObject, JsonValue } from '@mcp-agent/core';
import type { Budget } from './budget.ts';
import { absolute, type Resource } from './resource.ts';
import type { SchemaIndex } from './schema-index.ts';
import { isObject } from './values.ts';

const UNITS_PER_REFERENCE = 5;

/** The schema to which a reference leads, and its resource. */
export interface Target {
  readonly schema: JsonObject | boolean;
  readonly resource: Resource;
}

/** Finds the schemas to which references lead, in the schema itself only: nothing is fetched. */
export class References {
  readonly #index: SchemaIndex;
  readonly #budget: Budget;
  readonly #found = new Map<Resource, Map<string, Target | undefined>>();

  constructor(index: SchemaIndex, budget: Budget) {
    this.#index = index;
    this.#budget = budget;
  }

  resolve(reference: string, from: Resource): Target | undefined {
    let known = this.#found.get(from);
    if (known === undefined) {
      known = new Map();
      this.#found.set(from, known);
    }
    if (known.has(reference)) return known.get(reference);
    const base = reference.startsWith('#') ? 0 : from.uri.length;
    this.#budget.spend(UNITS_PER_REFERENCE + reference.length + base);
    const target = this.#find(reference, from);
    known.set(reference, target);
    return target;
  }

  #find(reference: string, from: Resource): Target | undefined {
    const fragment = fragmentOf(reference);
    const resource = this.#index.byUri.get(absolute(reference, from.uri));
    if (resource === undefined || fragment === undefined) return undefined;
    if (fragment === '') return { schema: resource.root, resource };
    if (fragment.startsWith('/')) return this.#followPointer(fragment, resource);
    const schema = resource.anchors.get(fragment);
    return schema && { schema, resource };
  }

  #followPointer(pointer: string, start: Resource): Target | undefined {
    let resource = start;
    let at: JsonValue | undefined = start.root;
    for (const part of pointer.split('/').slice(1)) {
      const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
      at = childOf(at, name);
      if (isObject(at)) resource = this.#index.resourceOf.get(at) ?? resource;
    }
    return typeof at === 'boolean' || isObject(at) ? { schema: at, resource } : undefined;
  }
}

/** Returns the decoded fragment of a reference, or `undefined` if it cannot be decoded. */
export function fragmentOf(reference: string): string | undefined {
  const start = reference.indexOf('#');
  if (start === -1) return '';
  try {
    return decodeURIComponent(reference.slice(start + 1));
  } catch {
    return undefined;
  }
}

function childOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(name) ? value[Number(name)] : undefined;
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
