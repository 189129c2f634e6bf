import OpenAI from 'openai';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';
import { serveSlices } from '../../measure/in-program.ts';
import { allTools, BASE_URL, check, INSTRUCTION, MODEL, openTool, QUESTION, TOOLS } from './task.ts';

// An agent loop without a library other than the client.
const client = new OpenAI({ baseURL: BASE_URL, apiKey: 'none' });
const add = await openTool();
const tools = allTools(TOOLS).map(({ name, description, inputSchema }): ChatCompletionTool => ({
  type: 'function',
  function: { name, description, parameters: inputSchema },
}));

async function run(): Promise<void> {
  const messages: ChatCompletionMessageParam[] = [
    { role: 'system', content: INSTRUCTION },
    { role: 'user', content: QUESTION },
  ];
  for (;;) {
    const { choices } = await client.chat.completions.create({ model: MODEL, messages, tools });
    const message = choices[0]?.message;
    if (message === undefined) throw new Error('The response has no choice.');
    messages.push(message);
    if (message.tool_calls === undefined) return check(message.content);
    for (const call of message.tool_calls) {
      if (call.type !== 'function') throw new Error(`Unexpected tool call of type ${call.type}.`);
      const content = await add(JSON.parse(call.function.arguments));
      messages.push({ role: 'tool', tool_call_id: call.id, content });
    }
  }
}

await serveSlices(run);
