import { missingGlobal } from '@mcp-agent/core/engine';
import { GLOBALS } from '../internal-names.ts';

// Evaluated once for all runs of a worker's thread, like core: see `SHARED` in the bundler.

/**
 * Installs the object that the bundler puts in place of a global of Node.js. It reads the global when the code does, so
 * that a polyfill works, and throws an error that names the replacement if there is none.
 */
function provideNodeGlobals(): void {
  const get = (_target: object, name: string): unknown => {
    const value: unknown = Reflect.get(globalThis, name);
    if (value !== undefined) return value;
    const error = missingGlobal('temporal', name);
    // The stack begins at the workflow's code.
    Error.captureStackTrace(error, get);
    throw error;
  };
  // A proxy, because the SDK reads the members of all globals to freeze them.
  Object.defineProperty(globalThis, GLOBALS, { value: new Proxy({}, { get }) });
}

provideNodeGlobals();
