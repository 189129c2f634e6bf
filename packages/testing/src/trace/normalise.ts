import type { JsonValue } from '@mcp-agent/core';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/**
 * Replaces the parts of values that differ between two runs of a workflow: run IDs, UUIDs and request IDs of services.
 * Each gets a name by the order of its first occurrence, so that equal IDs stay equal.
 */
export class Normaliser {
  readonly #names = new Map<string, string>();
  readonly #ids: readonly string[];

  /** @param ids IDs that may not be UUIDs, such as the workflow's */
  constructor(ids: readonly string[]) {
    // The longest first, because one may be part of another.
    this.#ids = ids.filter((id) => id !== '').toSorted((left, right) => right.length - left.length);
  }

  value(value: JsonValue): JsonValue {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((element) => this.value(element));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, field]) => [this.text(key), this.#field(key, field)]),
    );
  }

  #field(key: string, field: JsonValue): JsonValue {
    // Stack traces differ between engines.
    if (key === 'stack') return '';
    return key === 'requestId' && typeof field === 'string' ? this.#name(field) : this.value(field);
  }

  text(text: string): string {
    let plain = text;
    for (const id of this.#ids) plain = plain.replaceAll(id, this.#name(id));
    return plain.replaceAll(UUID, (id) => this.#name(id.toLowerCase()));
  }

  #name(id: string): string {
    let name = this.#names.get(id);
    if (name === undefined) {
      name = `<id ${this.#names.size + 1}>`;
      this.#names.set(id, name);
    }
    return name;
  }
}
