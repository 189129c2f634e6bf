/** Numbers of objects that are not plain data, such as a client, whose fields are not compared. */
const numbers = new WeakMap<object, number>();
let last = 0;

const MAX_PARTS = 5_000;

/** Prints a value. Equal texts mean that the data has not changed. */
export function print(value: unknown): string {
  const parts: string[] = [];
  write(value, parts, new Set());
  return parts.join(' ');
}

function write(value: unknown, parts: string[], within: Set<object>): void {
  if (parts.length >= MAX_PARTS) return;
  if (typeof value !== 'object' || value === null) {
    parts.push(typeof value === 'function' ? numberOf(value) : `${typeof value} ${String(value)}`);
    return;
  }
  const inner = within.has(value) ? undefined : partsOf(value);
  if (inner === undefined) {
    parts.push(numberOf(value));
    return;
  }
  within.add(value);
  parts.push('{');
  for (const part of inner) write(part, parts, within);
  parts.push('}');
  within.delete(value);
}

/** Returns the contents of a plain object or a collection, or `undefined` for other objects. */
function partsOf(value: object): Iterable<unknown> | undefined {
  if (Array.isArray(value) || value instanceof Set) return value;
  if (value instanceof Map) return [...value].flat();
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return undefined;
  // Getters are not called.
  return Object.entries(Object.getOwnPropertyDescriptors(value)).flatMap(([name, property]): unknown[] => [
    name,
    property.value,
  ]);
}

function numberOf(value: object): string {
  let number = numbers.get(value);
  if (number === undefined) {
    last += 1;
    number = last;
    numbers.set(value, number);
  }
  return `#${number}`;
}
