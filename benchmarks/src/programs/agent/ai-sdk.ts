import { createOpenAI } from '@ai-sdk/openai';
import { generateText, stepCountIs, tool } from 'ai';
import { serveSlices } from '../../measure/in-program.ts';
import { ADD, addSchema, BASE_URL, check, INSTRUCTION, MODEL, openTool, QUESTION } from './task.ts';

const openai = createOpenAI({ baseURL: BASE_URL, apiKey: 'none' });
const callAdd = await openTool();
const add = tool({ description: ADD.description, inputSchema: addSchema, execute: (args) => callAdd(args) });

async function run(): Promise<void> {
  const { text } = await generateText({
    model: openai.chat(MODEL),
    instructions: INSTRUCTION,
    prompt: QUESTION,
    tools: { add },
    stopWhen: stepCountIs(5),
  });
  check(text);
}

await serveSlices(run);
