import { Agent, AugmentedLLM, MCPApp, type WorkflowDefinition } from '@mcp-agent/core';

const app = new MCPApp({ name: 'recovery' });

class PacedLLM extends AugmentedLLM {
  override readonly provider = 'paced';
}

/** What an agent does: turns of a model call and a tool call, with their durations. */
export interface Work {
  readonly ledger: string;
  readonly turns: number;
  readonly modelMs: number;
  readonly toolMs: number;
}

/** An agent that works through its turns. */
export const work: WorkflowDefinition<Work, string> = app.workflow('recovery.work', async (_, input) => {
  await using agent = new Agent({ name: 'worker', functions: ['slow'] });
  const llm = await agent.attachLLM(PacedLLM, { maxIterations: input.turns + 1 });
  return llm.generateStr(JSON.stringify(input));
});

/** Calls that are only slow, in parallel: none may be repeated. Returns the attempt of each. */
export const slowCalls: WorkflowDefinition<
  { readonly ledger: string; readonly calls: number; readonly ms: number },
  number[]
> = app.workflow('recovery.slowCalls', (ctx, { ledger, calls, ms }) =>
  Promise.all(
    Array.from({ length: calls }, () =>
      ctx.executeActivity<number>('recovery.slow', { ledger, ms }, { retry: { maximumAttempts: 3 } }),
    ),
  ),
);
