/** What is not data is told apart and not looked into: a client or a server changes by itself. */
const numbers = new WeakMap<object, number>();
let last = 0;

const MAX_PARTS = 5_000;

/** Data as text: the same text means that nothing has changed in it. */
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
  const inside = within.has(value) ? undefined : partsOf(value);
  if (inside === undefined) {
    parts.push(numberOf(value));
    return;
  }
  within.add(value);
  parts.push('{');
  for (const part of inside) write(part, parts, within);
  parts.push('}');
  within.delete(value);
}

/** What a plain object or a collection holds; nothing for what is no data. */
function partsOf(value: object): Iterable<unknown> | undefined {
  if (Array.isArray(value) || value instanceof Set) return value;
  if (value instanceof Map) return [...value].flat();
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return undefined;
  // A getter is code, and is not called.
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
