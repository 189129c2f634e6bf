import { appendFile, readFile } from 'node:fs/promises';
import { type Activity, defineTool, type FunctionTool, type Schema, textOf } from '@mcp-agent/core';
import { defineModelProvider, type ModelAnswer, type ModelCall } from '@mcp-agent/core/provider';
import type { Deaths } from './workflows.ts';

/** Ends this process if its run dies here. */
async function pass(place: Deaths['place'], deaths: Deaths): Promise<void> {
  if (deaths.place !== place) return;
  await appendFile(deaths.passesFile, '.');
  const { length } = await readFile(deaths.passesFile, 'utf8');
  if (!deaths.passes.includes(length)) return;
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => {});
}

/** Reads the deaths: on a worker, each call checks its arguments before the tool begins. */
const input: Schema<Deaths> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: async (value) => {
      const deaths: Deaths = JSON.parse(JSON.stringify(value));
      await pass('before the tool', deaths);
      return { value: deaths };
    },
    jsonSchema: { input: () => ({ type: 'object' }) },
  },
};

export const act: FunctionTool = defineTool({
  name: 'act',
  description: 'Acts.',
  input,
  run: async (deaths, { heartbeat }) => {
    await appendFile(deaths.toolFile, '.');
    heartbeat({ page: 1 });
    await pass('in the tool', deaths);
    return 'acted';
  },
});

/** A model that calls the tool, and then says what the tool returned. */
export const model: Activity<ModelCall, ModelAnswer> = defineModelProvider({
  name: 'deaths',
  complete: async ({ messages }) => {
    const [first, last] = [messages.find(({ role }) => role === 'user'), messages.at(-1)];
    const deaths: Deaths = JSON.parse(first?.role === 'user' ? textOf(first.content) : '{}');
    await pass('model', deaths);
    const answer = { model: 'test', usage: { inputTokens: 1, outputTokens: 1 } };
    return last?.role === 'tool'
      ? { ...answer, text: textOf(last.content), toolCalls: [] }
      : { ...answer, text: '', toolCalls: [{ id: 'call', name: 'act', arguments: { ...deaths } }] };
  },
});
