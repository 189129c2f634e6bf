import { createContext, runInContext } from 'node:vm';
import { bundleWorkflows } from '@mcp-agent/executor-temporal/worker';
import { beforeAll, expect, test } from 'vitest';
import { PORTABLE } from './portable.ts';

/** The bundle that a worker compiles at its start: Temporal's part, and this project's, with comments. */
const MAX_BYTES = 545_000 + 540_000;

let code: string;

beforeAll(async () => {
  ({ code } = await bundleWorkflows(PORTABLE));
});

test("the isolate's bundle for the portable workflow stays within its budget", () => {
  const bytes = Buffer.byteLength(code.replace(/^\/\/# sourceMappingURL=.*$/m, ''));
  console.log(`bundle of the portable workflow, without its source map: ${bytes} bytes`);
  expect(bytes).toBeLessThanOrEqual(MAX_BYTES);
});

test('each run evaluates its own file and the engine, and shares core and Temporal with other runs', () => {
  // 1,000 waiting workflows hold a thousand copies of the modules that each evaluates: all of core took 90 MB.
  const evaluated = evaluatedByRun();
  console.log(`modules that each run evaluates: ${evaluated.length}`);
  expect(evaluated.filter((id) => /\/core\/|@temporalio/.test(id))).toEqual([]);
  expect(evaluated.length).toBeLessThanOrEqual(18);
});

/** Loads the bundle like Temporal's worker, and returns the modules that a run evaluates at its start. */
function evaluatedByRun(): string[] {
  const loaded = new Map<string, unknown>();
  const context = createContext({ TextEncoder });
  const cache = new Proxy(
    {},
    {
      get: (_, id) => loaded.get(String(id)),
      set: (_, id, module) => loaded.set(String(id), module) === loaded,
    },
  );
  Object.defineProperty(context, '__webpack_module_cache__', { value: cache });
  runInContext(code, context);
  runInContext('__TEMPORAL__.preloadModules()', context);
  const shared = loaded.size;
  runInContext('__TEMPORAL__.importWorkflows()', context);
  return [...loaded.keys()].slice(shared);
}
