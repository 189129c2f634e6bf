/**
 * A map that takes no room until something is put in: most workflows never use most of theirs, and there may
 * be a hundred thousand of them.
 */
export class LazyMap<Key, Value> {
  #map: Map<Key, Value> | undefined;

  get(key: Key): Value | undefined {
    return this.#map?.get(key);
  }

  set(key: Key, value: Value): void {
    this.#map ??= new Map();
    this.#map.set(key, value);
  }

  keys(): Iterable<Key> {
    return this.#map?.keys() ?? [];
  }
}
