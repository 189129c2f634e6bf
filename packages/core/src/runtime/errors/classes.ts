import { isolateState } from '../values/isolate-state.ts';
import type { ErrorClass } from './error.ts';

const KEY = Symbol('error-classes');

function classes(): Map<string, ErrorClass> {
  return isolateState(KEY, () => new Map());
}

/** Registers error classes by their codes, so that {@link errorFromData} can create them. */
export function registerErrors(...errorClasses: readonly ErrorClass[]): void {
  for (const errorClass of errorClasses) classes().set(errorClass.code, errorClass);
}

/** Returns the error class registered under a code. */
export function findErrorClass(code: string): ErrorClass | undefined {
  return classes().get(code);
}
