import { tool } from '@langchain/core/tools';
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { ChatOpenAI } from '@langchain/openai';
import { serveSlices } from '../../measure/in-program.ts';
import { ADD, addSchema, BASE_URL, check, INSTRUCTION, MODEL, openTool, QUESTION } from './task.ts';

const llm = new ChatOpenAI({ model: MODEL, apiKey: 'none', configuration: { baseURL: BASE_URL } });
const callAdd = await openTool();
const add = tool((args: object) => callAdd(args), {
  name: ADD.name,
  description: ADD.description,
  schema: addSchema,
});
const agent = createReactAgent({ llm, tools: [add], prompt: INSTRUCTION });

async function run(): Promise<void> {
  const { messages } = await agent.invoke({ messages: [{ role: 'user', content: QUESTION }] });
  check(messages.at(-1)?.content);
}

await serveSlices(run);
