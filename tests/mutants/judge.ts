/**
 * The process of one mutant, or of the original engine: runs the cases of some requirements, and sends the outcomes to
 * its parent.
 *
 * Arguments: the mutant's fault, or an empty string; then `id=timeout` for each requirement.
 */
import { stripVTControlCharacters } from 'node:util';
import type { AgentRequirementId } from '@mcp-agent/conformance/agents';
import type { EngineRequirementId, RunRequirementOptions } from '@mcp-agent/conformance/engine';
import type { Executor } from '@mcp-agent/core';
import { testTimeout } from '@mcp-agent/testing/support';
import { loadMutant } from './load-mutant.ts';
import type { Look, Verdict } from './verdict.ts';

const [fault = '', ...looks] = process.argv.slice(2);
const missing = loadMutant(fault);

// Imported here because the mutated files are edited as they load.
const { registerActivities } = await import('@mcp-agent/core');
const { AsyncioExecutor } = await import('@mcp-agent/executor-asyncio');
const { AGENT_REQUIREMENTS, agentSettings, runAgentRequirement } =
  await import('@mcp-agent/conformance/agents');
const { ENGINE_REQUIREMENTS, ENGINE_SETTINGS, ENGINES, runEngineRequirement } =
  await import('@mcp-agent/conformance/engine');
registerActivities(await import('@mcp-agent/conformance/agents/activities'));
registerActivities(await import('@mcp-agent/conformance/engine/activities'));
if (missing.size > 0) throw new Error(`The engine never loads ${[...missing].join(', ')}.`);

// A fault may cause an unhandled rejection. Only the outcomes of the cases count.
process.on('unhandledRejection', () => {});

for (const text of looks) {
  const [requirement = '', limit] = text.split('=');
  await tell(await judge({ requirement, limitMs: Number(limit) }));
}
process.exit();

/** Sends a verdict to the parent, or prints it if the process was started by hand. */
async function tell(verdict: Verdict): Promise<void> {
  if (process.send === undefined) console.log(verdict);
  else await new Promise((sent) => process.send?.(verdict, sent));
}

async function judge({ requirement, limitMs }: Look): Promise<Verdict> {
  // A new executor for each requirement, so that a fault in one does not affect the next.
  const another = (): InstanceType<typeof AsyncioExecutor> =>
    new AsyncioExecutor({ ...ENGINE_SETTINGS, ...agentSettings(), asyncio: { closeGraceSeconds: 0 } });
  const executor = another();
  const before = performance.now();
  const [outcome, error] = await Promise.race([
    run(requirement, executor, { lacks: ENGINES.asyncio, another: async () => another() }).then(
      () => ['kept', ''] as const,
      (thrown: unknown) => ['broken', textOf(thrown)] as const,
    ),
    timeUp(limitMs),
  ]);
  const ms = Math.round(performance.now() - before);
  await Promise.race([executor.close(), timeUp(testTimeout(3_000))]);
  return { requirement, outcome, error, ms };
}

async function run(requirement: string, executor: Executor, options: RunRequirementOptions): Promise<void> {
  if (isEngineRequirement(requirement)) return runEngineRequirement(requirement, executor, options);
  if (isAgentRequirement(requirement)) return runAgentRequirement(requirement, executor, options);
  throw new Error(`There is no requirement "${requirement}".`);
}

function isEngineRequirement(id: string): id is EngineRequirementId {
  return id in ENGINE_REQUIREMENTS;
}

function isAgentRequirement(id: string): id is AgentRequirementId {
  return id in AGENT_REQUIREMENTS;
}

async function timeUp(ms: number): Promise<readonly ['timed out', string]> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return ['timed out', `not done within ${ms} ms`];
}

function textOf(thrown: unknown): string {
  return stripVTControlCharacters(
    thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown),
  );
}
