import { Agent, AugmentedLLM, MCPApp, type WorkflowDefinition } from '@mcp-agent/core';

const app = new MCPApp({ name: 'deaths' });

class DeathsLLM extends AugmentedLLM {
  override readonly provider = 'deaths';
}

/** Where the worker of a run dies. */
export interface Deaths {
  readonly place: 'model' | 'before the tool' | 'in the tool';
  /** At which of the passes through that place, from 1. */
  readonly passes: number[];
  /** Has a line for each pass. */
  readonly passesFile: string;
  /** Has a line for each time that the tool's code began. */
  readonly toolFile: string;
}

/** An agent whose model calls its tool once, with the deaths as its argument. */
export const askDying: WorkflowDefinition<Deaths, string> = app.workflow('deaths.ask', async (_, deaths) => {
  await using agent = new Agent({ name: 'mortal', functions: ['act'] });
  return (await agent.attachLLM(DeathsLLM)).generateStr(JSON.stringify(deaths));
});
