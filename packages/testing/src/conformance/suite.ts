import type { Executor, Settings } from '@mcp-agent/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_CASES } from './cases/index.ts';
import { testTimeout } from '../test-timeout.ts';
import { createKit, type Kit } from './kit.ts';
import { conformanceTable, type Verdict } from './report.ts';
import { type Capability, type RequirementId, REQUIREMENTS } from './requirements.ts';
import { runCase } from './run-requirement.ts';
import { conformanceSettings } from './servers.ts';

/** What an engine is to run: give these to it as you would a user's. */
export interface ConformanceFiles {
  /** The suite's workflows. */
  readonly workflows: URL;
  /** The suite's activities, plain functions among them: load it where activities run. */
  readonly activities: URL;
  /** What activities are given: the suite's servers. */
  readonly settings: Settings;
}

/** An engine that was made ready for the suite. */
export interface EngineUnderTest {
  readonly executor: Executor;
  /** Makes another executor of the engine, for the cases that close it. */
  another(): Executor | Promise<Executor>;
  /** Ends what was started beside the executor, such as a worker. The suite closes the executor itself. */
  close?(): Promise<void>;
}

/** How the suite is run. */
export interface ConformanceOptions {
  /**
   * The timeout of one case, in milliseconds. It only ends a case that hangs. Default: 180,000, times
   * `MCP_AGENT_TEST_TIMEOUT_FACTOR`.
   */
  readonly timeout?: number;
  /** What the engine is without: it must then say so by a `CapabilityError`, before it does anything. */
  readonly lacks?: readonly Capability[];
}

/**
 * Shows by vitest whether an engine keeps the contract: one test for each requirement.
 *
 * @param name the engine, as the tests are to be called
 * @param start makes the engine ready
 *
 * @example
 * ```ts
 * import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
 * import { describeExecutorConformance } from '@mcp-agent/testing/conformance';
 *
 * describeExecutorConformance('asyncio', async ({ settings }) => ({
 *   executor: new AsyncioExecutor(settings),
 *   another: () => new AsyncioExecutor(settings),
 * }));
 * ```
 */
export function describeExecutorConformance(
  name: string,
  start: (files: ConformanceFiles) => Promise<EngineUnderTest>,
  options: ConformanceOptions = {},
): void {
  const { timeout = testTimeout(180_000), lacks = [] } = options;
  describe(`${name} keeps the contract`, () => {
    let engine: EngineUnderTest | undefined;
    let kit: (Kit & { close(): Promise<void> }) | undefined;

    beforeAll(async () => {
      engine = await start({
        workflows: new URL(import.meta.resolve('@mcp-agent/testing/conformance/workflows')),
        activities: new URL(import.meta.resolve('@mcp-agent/testing/conformance/activities')),
        settings: conformanceSettings(),
      });
      const { executor, another } = engine;
      kit = await createKit(executor, async () => another());
    }, testTimeout(300_000));

    const verdicts = new Map<RequirementId, Verdict>();

    afterAll(async () => {
      console.log(conformanceTable(name, verdicts));
      await engine?.executor.close();
      await engine?.close?.();
      await kit?.close();
    }, testTimeout(180_000));

    for (const one of ALL_CASES) {
      it(
        `${one.requirement}: ${REQUIREMENTS[one.requirement]}`,
        async () => {
          if (kit === undefined) throw new Error('The engine was not made ready.');
          verdicts.set(one.requirement, 'broken');
          verdicts.set(one.requirement, await runCase(kit, one, lacks));
        },
        timeout,
      );
    }

    it('has a case for every requirement', () => {
      const shown = new Set<string>(ALL_CASES.map((one) => one.requirement));
      expect(Object.keys(REQUIREMENTS).filter((id) => !shown.has(id))).toEqual([]);
    });
  });
}
