import type { Settings } from '@mcp-agent/core';

/** The settings of the suite. The retry policies are for activities that no other case calls. */
export const ENGINE_SETTINGS: Settings = {
  logger: { type: 'none' },
  workflowTaskRetryPolicies: {
    'conformance.configured*': { initialInterval: 1, maximumInterval: 1, maximumAttempts: 2 },
    configuredOften: { initialInterval: 1, maximumInterval: 1, maximumAttempts: 4 },
  },
};
