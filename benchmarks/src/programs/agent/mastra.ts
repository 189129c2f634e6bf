import { Agent } from '@mastra/core/agent';
import { createTool } from '@mastra/core/tools';
import { serveSlices } from '../../measure/in-program.ts';
import { ADD, addSchema, BASE_URL, check, INSTRUCTION, MODEL, openTool, QUESTION } from './task.ts';

const callAdd = await openTool();
const add = createTool({
  id: ADD.name,
  description: ADD.description,
  inputSchema: addSchema,
  execute: async (args) => callAdd(args),
});
const agent = new Agent({
  id: 'adder',
  name: 'adder',
  instructions: INSTRUCTION,
  model: { id: `openai/${MODEL}`, url: BASE_URL, apiKey: 'none' },
  tools: { add },
});

async function run(): Promise<void> {
  check((await agent.generate(QUESTION)).text);
}

await serveSlices(run);
