import { registerActivities } from '@mcp-agent/core';
import { describeAgentConformance } from '@mcp-agent/conformance/agents';
import { describeEngineConformance, ENGINES, type StartEngine } from '@mcp-agent/conformance/engine';
import { AsyncioExecutor } from './executor.ts';

const start: StartEngine = async ({ activities, settings }) => {
  registerActivities(await import(activities.href));
  const another = (): AsyncioExecutor => new AsyncioExecutor(settings);
  return { executor: another(), another };
};

describeEngineConformance('asyncio', start, { lacks: ENGINES.asyncio });
describeAgentConformance('asyncio', start);
