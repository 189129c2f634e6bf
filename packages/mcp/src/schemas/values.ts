import type { Budget } from './budget.ts';

const CHARACTERS_PER_UNIT = 50;

/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns an object's names, and spends a unit for each. */
export function namesOf(object: object, budget: Budget): readonly string[] {
  const names = Object.keys(object);
  budget.spend(names.length);
  return names;
}

/** Returns the number of characters, which are code points. */
export function lengthOf(text: string, budget: Budget): number {
  budget.spend(text.length / CHARACTERS_PER_UNIT);
  let length = 0;
  for (const _character of text) length += 1;
  return length;
}

/** Spends about as many units as a value has characters in JSON. */
export function measure(value: unknown, budget: Budget): void {
  if (typeof value === 'string') return budget.spend(value.length + 2);
  if (typeof value !== 'object' || value === null) return budget.spend(4);
  budget.descend(() => {
    for (const [name, field] of Object.entries(value)) {
      budget.spend(Array.isArray(value) ? 1 : name.length + 4);
      measure(field, budget);
    }
  });
}

/** Returns a text that is the same for equal values of JSON, whatever the order of their fields. */
export function canonical(value: unknown, budget: Budget): string {
  return budget.descend(() => {
    budget.spend(1);
    if (Array.isArray(value)) return `[${value.map((item) => canonical(item, budget)).join()}]`;
    if (isObject(value)) {
      const fields = namesOf(value, budget)
        .toSorted()
        .map((name) => `${quoted(name, budget)}:${canonical(value[name], budget)}`);
      return `{${fields.join()}}`;
    }
    return typeof value === 'string' ? quoted(value, budget) : JSON.stringify(value === 0 ? 0 : value);
  });
}

/** Whether two values of JSON are equal, whatever the order of their fields. */
export function equals(left: unknown, right: unknown, budget: Budget): boolean {
  budget.spend(1);
  if (typeof left === 'string' && typeof right === 'string') {
    if (left.length !== right.length) return false;
    budget.spend(left.length / CHARACTERS_PER_UNIT);
    return left === right;
  }
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    return left === right;
  }
  return budget.descend(() => {
    if (Array.isArray(left) || Array.isArray(right)) {
      if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
      return left.every((item, index) => equals(item, right[index], budget));
    }
    const names = namesOf(left, budget);
    if (!isObject(left) || !isObject(right) || names.length !== namesOf(right, budget).length) return false;
    return names.every((name) => Object.hasOwn(right, name) && equals(left[name], right[name], budget));
  });
}

function quoted(text: string, budget: Budget): string {
  budget.spend(text.length / CHARACTERS_PER_UNIT);
  return JSON.stringify(text);
}
