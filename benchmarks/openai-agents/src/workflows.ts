import { Agent } from '@openai/agents-core';
import { activityAsTool, TemporalOpenAIRunner } from '@temporalio/openai-agents/workflow';
import type * as activities from './activities.ts';

/** The tool of `src/programs/agent/task.ts`, which cannot be imported in the isolate. */
const add = activityAsTool<typeof activities.add>(
  {
    name: 'add',
    description: 'Adds two numbers.',
    parameters: {
      type: 'object',
      properties: { a: { type: 'number' }, b: { type: 'number' } },
      required: ['a', 'b'],
      additionalProperties: false,
    },
  },
  { startToCloseTimeout: '1 minute' },
);

export async function sums(query: string): Promise<string> {
  const agent = new Agent({
    name: 'adder',
    instructions: 'Use the tool to add.',
    model: 'gpt-4o',
    tools: [add],
  });
  const { finalOutput } = await new TemporalOpenAIRunner().run(agent, query);
  return String(finalOutput);
}
