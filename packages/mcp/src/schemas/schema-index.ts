import type { JsonObject, JsonValue } from '@mcp-agent/core';
import type { Budget } from './budget.ts';
import { type Dialect, dialectOf, keywordOf } from './dialect.ts';
import { subschemas } from './keyword-shapes.ts';
import type { Notes } from './notes.ts';
import { absolute, newResource, type Resource } from './resource.ts';
import { isObject, namesOf } from './values.ts';

/** The base of references in a schema without an `$id`. */
const DEFAULT_URI = 'schema://root/';

/** Keywords by which a check has to know the parts of a value that other keywords have evaluated. */
const UNEVALUATED = ['unevaluatedItems', 'unevaluatedProperties'];

/** The schemas in a schema: their resources, names and references. */
export class SchemaIndex {
  readonly root: Resource;
  /** The resource of each schema that can be found by its keyword. */
  readonly resourceOf: Map<object, Resource> = new Map<object, Resource>();
  readonly byUri: Map<string, Resource> = new Map<string, Resource>();
  /** Schemas with a keyword whose value is not what the keyword requires. It is ignored. */
  readonly broken: Set<object> = new Set<object>();
  /** Each reference, with the resource that it is in. */
  readonly references: (readonly [reference: string, from: Resource])[] = [];
  tracksEvaluated = false;
  readonly #budget: Budget;
  readonly #notes: Notes;

  constructor(schema: JsonObject, budget: Budget, notes: Notes) {
    this.#budget = budget;
    this.#notes = notes;
    const dialect = dialectOf(schema);
    const id = idOf(schema, dialect);
    budget.spend(id?.length ?? 0);
    this.root = newResource(absolute(id ?? '', DEFAULT_URI), schema, dialect);
    this.byUri.set(this.root.uri, this.root);
    this.#add(schema, this.root);
  }

  #add(schema: JsonValue, parent: Resource): void {
    // A schema may be shared, or contain itself, in the user's code.
    if (!isObject(schema) || this.resourceOf.has(schema)) return;
    this.#budget.descend(() => {
      const resource = schema === this.root.root ? this.root : this.#resourceAt(schema, parent);
      this.resourceOf.set(schema, resource);
      this.#addNames(schema, resource);
      for (const name of namesOf(schema, this.#budget)) {
        const value = keywordOf(schema, name, resource.dialect);
        if (value === undefined) continue;
        if (UNEVALUATED.includes(name)) this.tracksEvaluated = true;
        const contained = subschemas(name, value);
        if (contained === undefined) {
          this.broken.add(schema);
          this.#notes.add(`keyword "${name}" has an invalid value`);
          continue;
        }
        this.#budget.spend(contained.length);
        for (const one of contained) this.#add(one, resource);
      }
    });
  }

  /** Returns the resource of a schema: a new one if it has an `$id`. */
  #resourceAt(schema: JsonObject, parent: Resource): Resource {
    const dialect = dialectOf(schema, parent.dialect);
    const id = idOf(schema, dialect);
    if (id === undefined) return parent;
    this.#budget.spend(id.length + parent.uri.length);
    const resource = newResource(absolute(id, parent.uri), schema, dialect);
    if (!this.byUri.has(resource.uri)) this.byUri.set(resource.uri, resource);
    return resource;
  }

  #addNames(schema: JsonObject, resource: Resource): void {
    const { dialect } = resource;
    const dynamic = keywordOf(schema, '$dynamicAnchor', dialect);
    const anchor = keywordOf(schema, '$anchor', dialect);
    const id = schema[idKeyword(dialect)];
    if (typeof dynamic === 'string') {
      resource.dynamicAnchors.set(dynamic, schema);
      resource.anchors.set(dynamic, schema);
    }
    if (typeof anchor === 'string') resource.anchors.set(anchor, schema);
    // Before 2019-09, an `$id` such as `#name` is an anchor.
    if (dialect < 2019 && typeof id === 'string' && id.startsWith('#')) {
      resource.anchors.set(id.slice(1), schema);
    }
    for (const keyword of ['$ref', '$dynamicRef', '$recursiveRef']) {
      const reference = keywordOf(schema, keyword, dialect);
      if (typeof reference === 'string') this.references.push([reference, resource]);
    }
  }
}

function idKeyword(dialect: Dialect): string {
  return dialect === 4 ? 'id' : '$id';
}

/** Returns the `$id` of a schema that is a resource of its own. */
function idOf(schema: JsonObject, dialect: Dialect): string | undefined {
  const id = schema[idKeyword(dialect)];
  if (typeof id !== 'string' || id.startsWith('#')) return undefined;
  // Before 2019-09, everything beside a reference is ignored.
  return dialect < 2019 && typeof schema['$ref'] === 'string' ? undefined : id;
}
