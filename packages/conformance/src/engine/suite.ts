import type { Executor } from '@mcp-agent/core';
import { type ConformanceOptions, describeContract } from '../contract/describe-contract.ts';
import type { StartEngine } from '../contract/engine-under-test.ts';
import { type RunRequirementOptions, runRequirement } from '../contract/run-case.ts';
import { ENGINE_CONTRACT } from './contract.ts';
import { ENGINE_SETTINGS } from './settings.ts';
import type { EngineRequirementId } from './requirements/index.ts';

/**
 * Verifies with vitest that an engine keeps the contract: a test for each case.
 *
 * @param name the engine's name in the test titles
 * @param start starts the engine
 *
 * @example
 * ```ts
 * import { registerActivities } from '@mcp-agent/core';
 * import { describeEngineConformance } from '@mcp-agent/conformance/engine';
 * import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
 *
 * describeEngineConformance('asyncio', async ({ activities, settings }) => {
 *   registerActivities(await import(activities.href));
 *   const another = () => new AsyncioExecutor(settings);
 *   return { executor: another(), another };
 * });
 * ```
 */
export function describeEngineConformance(
  name: string,
  start: StartEngine,
  options?: ConformanceOptions,
): void {
  const files = {
    workflows: new URL(import.meta.resolve('@mcp-agent/conformance/engine/workflows')),
    activities: new URL(import.meta.resolve('@mcp-agent/conformance/engine/activities')),
    settings: ENGINE_SETTINGS,
  };
  describeContract(ENGINE_CONTRACT, files, name, start, options);
}

/**
 * Verifies one requirement, for example in a debugger. The suite's activities must be registered; some engines also
 * need its workflows.
 *
 * @throws the assertion that fails
 *
 * @example
 * ```ts
 * await runEngineRequirement('signal.early', executor, { another: async () => new AsyncioExecutor() });
 * ```
 */
export function runEngineRequirement(
  requirement: EngineRequirementId,
  executor: Executor,
  options: RunRequirementOptions,
): Promise<void> {
  return runRequirement(ENGINE_CONTRACT, requirement, executor, options);
}
