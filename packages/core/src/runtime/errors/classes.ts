import { isolateState } from '../values/isolate-state.ts';
import type { ErrorClass } from './error.ts';

const KEY = Symbol('error-classes');

function classes(): Map<string, ErrorClass> {
  return isolateState(KEY, () => new Map());
}

/** Makes error classes of a higher floor known by their codes: {@link errorFromData} then makes errors of them. */
export function registerErrors(...errorClasses: readonly ErrorClass[]): void {
  for (const errorClass of errorClasses) classes().set(errorClass.code, errorClass);
}

/** The error class that was registered under a code. */
export function findErrorClass(code: string): ErrorClass | undefined {
  return classes().get(code);
}
