import type { Executor } from '@mcp-agent/core';
import { type ConformanceOptions, describeContract } from '../contract/describe-contract.ts';
import type { StartEngine } from '../contract/engine-under-test.ts';
import { type RunRequirementOptions, runRequirement } from '../contract/run-case.ts';
import { AGENTS_CONTRACT } from './contract.ts';
import type { AgentRequirementId } from './requirements.ts';
import { agentSettings } from './servers.ts';

/**
 * Verifies with vitest that agents run on an engine: a test for each case. The suite has a scripted model and stdio MCP
 * servers; it needs no network.
 *
 * @param name the engine's name in the test titles
 * @param start starts the engine, with the MCP extension in its activity host
 *
 * @example
 * ```ts
 * import { registerActivities } from '@mcp-agent/core';
 * import { describeAgentConformance } from '@mcp-agent/conformance/agents';
 * import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
 *
 * describeAgentConformance('asyncio', async ({ activities, settings }) => {
 *   registerActivities(await import(activities.href));
 *   const another = () => new AsyncioExecutor(settings);
 *   return { executor: another(), another };
 * });
 * ```
 */
export function describeAgentConformance(
  name: string,
  start: StartEngine,
  options?: ConformanceOptions,
): void {
  const files = {
    workflows: new URL(import.meta.resolve('@mcp-agent/conformance/agents/workflows')),
    activities: new URL(import.meta.resolve('@mcp-agent/conformance/agents/activities')),
    settings: agentSettings(),
  };
  describeContract(AGENTS_CONTRACT, files, name, start, options);
}

/**
 * Verifies one requirement, for example in a debugger. The suite's activities must be registered; some engines also
 * need its workflows.
 *
 * @throws the assertion that fails
 */
export function runAgentRequirement(
  requirement: AgentRequirementId,
  executor: Executor,
  options: RunRequirementOptions,
): Promise<void> {
  return runRequirement(AGENTS_CONTRACT, requirement, executor, options);
}
