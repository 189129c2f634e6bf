import type { JsonValue } from '@mcp-agent/core';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/**
 * Takes out of values what differs between two runs of the same workflow: the ids of the runs, every UUID, and
 * the ids that services give requests. Each gets a name by the order in which it is first seen, so that what was
 * equal stays equal.
 */
export class Normaliser {
  readonly #names = new Map<string, string>();
  readonly #own: readonly string[];

  /** @param own ids that are no UUIDs, such as the workflow's */
  constructor(own: readonly string[]) {
    // The longest first: one may be part of another.
    this.#own = own.filter((id) => id !== '').toSorted((left, right) => right.length - left.length);
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
    // A stack trace says how the engine went about it.
    if (key === 'stack') return '';
    return key === 'requestId' && typeof field === 'string' ? this.#name(field) : this.value(field);
  }

  text(text: string): string {
    let plain = text;
    for (const id of this.#own) plain = plain.replaceAll(id, this.#name(id));
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
