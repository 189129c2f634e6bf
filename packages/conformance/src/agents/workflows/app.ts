import { AugmentedLLM, MCPApp } from '@mcp-agent/core';

export const app: MCPApp = new MCPApp({ name: 'conformance-agents' });

/** The suite's model. Its provider is an activity of the suite. */
export class ConformanceLLM extends AugmentedLLM {
  override readonly provider = 'conformance';
}
