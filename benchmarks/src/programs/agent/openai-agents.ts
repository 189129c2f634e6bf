import {
  Agent,
  run as runAgent,
  setDefaultOpenAIClient,
  setOpenAIAPI,
  setTracingDisabled,
  tool,
} from '@openai/agents';
import OpenAI from 'openai';
import { serveSlices } from '../../measure/in-program.ts';
import { ADD, addSchema, BASE_URL, check, INSTRUCTION, MODEL, openTool, QUESTION } from './task.ts';

setTracingDisabled(true);
setOpenAIAPI('chat_completions');
setDefaultOpenAIClient(new OpenAI({ baseURL: BASE_URL, apiKey: 'none' }));
const callAdd = await openTool();
const add = tool({
  name: ADD.name,
  description: ADD.description,
  parameters: addSchema,
  execute: (args) => callAdd(args),
});
const agent = new Agent({ name: 'adder', instructions: INSTRUCTION, model: MODEL, tools: [add] });

async function run(): Promise<void> {
  check((await runAgent(agent, QUESTION)).finalOutput);
}

await serveSlices(run);
