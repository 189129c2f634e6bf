import { registerActivities } from '@mcp-agent/core';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { testTimeout } from '@mcp-agent/testing/support';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineUnderTest, StartEngine } from '../contract/engine-under-test.ts';
import { checkEngine } from '../contract/ready.ts';
import * as activities from './activities.ts';
import { type CompareOptions, describeDivergence, findDivergence } from './divergence.ts';

/**
 * Verifies with vitest that an engine does the same as the in-memory engine in random programs.
 *
 * @param name the engine's name in the test title
 * @param start starts the engine, as for `describeEngineConformance`
 *
 * @example
 * ```ts
 * import { describeEngineEquivalence } from '@mcp-agent/conformance/fuzz';
 *
 * describeEngineEquivalence('acme', start);
 * ```
 */
export function describeEngineEquivalence(
  name: string,
  start: StartEngine,
  options: CompareOptions = {},
): void {
  const { programs = 200, seed = 1 } = options;
  const settings = { logger: { type: 'none' } };

  describe(`${name} and the in-memory engine`, () => {
    let engine: EngineUnderTest | undefined;

    beforeAll(async () => {
      registerActivities(activities);
      engine = checkEngine(
        await start({
          workflows: new URL(import.meta.resolve('@mcp-agent/conformance/fuzz/workflows')),
          activities: new URL(import.meta.resolve('@mcp-agent/conformance/fuzz/activities')),
          settings,
        }),
      );
    }, testTimeout(300_000));

    afterAll(async () => {
      await engine?.executor.close();
      await engine?.close?.();
    }, testTimeout(180_000));

    it(
      `do the same in ${programs} random programs of seed ${seed}`,
      async () => {
        if (engine === undefined) throw new Error('The engine did not start.');
        await using reference = new AsyncioExecutor(settings);
        const divergence = await findDivergence(reference, engine.executor, options);
        // `toBeUndefined` would print the report as an escaped string.
        const report = divergence && describeDivergence(divergence);
        expect(divergence === undefined, report).toBe(true);
      },
      testTimeout(600_000),
    );
  });
}
