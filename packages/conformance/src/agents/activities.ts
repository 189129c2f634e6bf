import { appendFile } from 'node:fs/promises';
import { type ActivityContext, defineTool, type FunctionTool, jsonSchema } from '@mcp-agent/core';
import { toolStarted } from './tool-started.ts';

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

/** A tool that signals its workflow, and does not end before it is cancelled. */
export const hangTool: FunctionTool = defineTool({
  name: 'hang',
  description: 'Does not end.',
  input: jsonSchema<Record<string, never>>({ type: 'object', properties: {} }),
  run: (_, context) => untilAborted(context),
});

/** A tool that an agent offers with a short timeout. */
export const timeOutTool: FunctionTool = defineTool({
  name: 'time_out',
  description: 'Takes too long.',
  input: jsonSchema<Record<string, never>>({ type: 'object', properties: {} }),
  run: (_, context) => untilAborted(context),
});

/** A repeatable tool that does not end. */
export const slowTool: FunctionTool = defineTool({
  name: 'slow',
  description: 'Takes too long.',
  input: jsonSchema<Record<string, never>>({ type: 'object', properties: {} }),
  repeatable: true,
  options: { retry: { initialInterval: 10 } },
  run: (_, { signal }) =>
    new Promise<string>((resolve) => {
      signal.addEventListener('abort', () => resolve('late'));
    }),
});

async function untilAborted({ signal, signalWorkflow }: ActivityContext): Promise<string> {
  await signalWorkflow(toolStarted);
  if (!signal.aborted) {
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve());
    });
  }
  return 'late';
}

// The model is an activity too.
export { scriptedModel } from './model.ts';
