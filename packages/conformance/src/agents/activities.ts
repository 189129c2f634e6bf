import { appendFile } from 'node:fs/promises';
import { defineTool, type FunctionTool, jsonSchema } from '@mcp-agent/core';

/** A tool that writes a mark for each call, and is not repeatable. */
export const markTool: FunctionTool = defineTool({
  name: 'leave_mark',
  description: 'Writes a mark.',
  input: jsonSchema<{ file: string; text: string }>({
    type: 'object',
    properties: { file: { type: 'string' }, text: { type: 'string' } },
    required: ['file', 'text'],
  }),
  run: async ({ file, text }) => {
    await appendFile(file, `${text}\n`);
    if (text === 'fail') throw new Error('out of ink');
    return { left: text };
  },
});

/** A repeatable tool whose first attempt fails. */
export const stubbornTool: FunctionTool = defineTool({
  name: 'stubborn',
  description: 'Fails at the first attempt.',
  input: jsonSchema<Record<string, never>>({ type: 'object', properties: {} }),
  repeatable: true,
  options: { retry: { initialInterval: 10 } },
  run: (_, { info }) => {
    if (info.attempt === 1) throw new Error('not yet');
    return `attempt ${info.attempt}`;
  },
});

// The model is an activity too.
export { scriptedModel } from './model.ts';
