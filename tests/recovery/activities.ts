import { setTimeout as wait } from 'node:timers/promises';
import {
  type Activity,
  type ActivityInfo,
  defineActivity,
  defineTool,
  type FunctionTool,
  jsonSchema,
  textOf,
} from '@mcp-agent/core';
import { defineModelProvider, type ModelAnswer, type ModelCall } from '@mcp-agent/core/provider';
import { writeEntry } from './ledger.ts';
import type { Work } from './workflows.ts';

/** Runs a step that takes `ms`, and writes its begin and end into the ledger. */
async function step(file: string, kind: string, info: ActivityInfo, ms: number): Promise<void> {
  const { workflowId, activityId, attempt } = info;
  const entry = { kind, workflowId, activityId, attempt, pid: process.pid };
  await writeEntry(file, { ...entry, phase: 'begin', at: Date.now() });
  await wait(ms);
  await writeEntry(file, { ...entry, phase: 'end', at: Date.now() });
}

/** A tool that takes as long as its argument says. It may not be repeated. */
export const slowTool: FunctionTool = defineTool({
  name: 'slow',
  description: 'Takes a while.',
  input: jsonSchema<{ ledger: string; ms: number }>({
    type: 'object',
    properties: { ledger: { type: 'string' }, ms: { type: 'number' } },
    required: ['ledger', 'ms'],
  }),
  run: async ({ ledger, ms }, { info }) => {
    await step(ledger, 'tool', info, ms);
    return 'done';
  },
});

/** A model that calls the tool in each of its turns. */
export const pacedModel: Activity<ModelCall, ModelAnswer> = defineModelProvider({
  name: 'paced',
  complete: async ({ messages }, { info }) => {
    const question = messages.find((message) => message.role === 'user');
    const { ledger, turns, modelMs, toolMs }: Work = JSON.parse(textOf(question?.content ?? '{}'));
    await step(ledger, 'model', info, modelMs);
    const turn = messages.filter((message) => message.role === 'assistant').length;
    const isLast = turn >= turns;
    return {
      text: isLast ? 'done' : '',
      toolCalls: isLast ? [] : [{ id: `call-${turn}`, name: 'slow', arguments: { ledger, ms: toolMs } }],
      model: 'paced',
      usage: { inputTokens: 1, outputTokens: 1 },
    };
  },
});

/** A call that takes `ms`. Returns its attempt. */
export const slow: Activity<{ ledger: string; ms: number }, number> = defineActivity({
  name: 'recovery.slow',
  run: async ({ ledger, ms }: { ledger: string; ms: number }, { info }) => {
    await step(ledger, 'call', info, ms);
    return info.attempt;
  },
});
