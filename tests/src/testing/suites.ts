import * as agentActivities from '@mcp-agent/conformance/agents/activities';
import * as agentWorkflows from '@mcp-agent/conformance/agents/workflows';
import { agentSettings } from '@mcp-agent/conformance/agents';
import * as engineActivities from '@mcp-agent/conformance/engine/activities';
import * as engineWorkflows from '@mcp-agent/conformance/engine/workflows';

/** The workflows of both conformance suites, for tests that need many workflows. */
export const suite: typeof agentWorkflows & typeof engineWorkflows = {
  ...engineWorkflows,
  ...agentWorkflows,
};

/** The activities of both suites. */
export const activities: typeof agentActivities & typeof engineActivities = {
  ...engineActivities,
  ...agentActivities,
};

/** The file with the workflows of both suites. */
export const WORKFLOWS: URL = new URL('suite-workflows.ts', import.meta.url);

/** Settings for the activities of both suites. */
export const settings: ReturnType<typeof agentSettings> = agentSettings();
