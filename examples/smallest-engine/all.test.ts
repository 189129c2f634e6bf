import { describeEngineConformance, type StartEngine } from '@mcp-agent/conformance/engine';
import { registerActivities } from '@mcp-agent/core';
import { SmallestExecutor } from './engine.ts';

const start: StartEngine = async ({ activities, settings }) => {
  registerActivities(await import(activities.href));
  const another = (): SmallestExecutor => new SmallestExecutor(settings);
  return { executor: another(), another };
};

describeEngineConformance('smallest', start, { lacks: ['schedule'], timeout: 5_000 });
