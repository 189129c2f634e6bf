import { Agent, type WorkflowDefinition } from '@mcp-agent/core';
import { type ErrorData, errorToData } from '@mcp-agent/core/errors';
import { ParallelLLM } from '@mcp-agent/core/patterns';
import { app, ConformanceLLM } from './app.ts';

/** Asks two agents, and returns the question's number of characters. */
export const askBoth: WorkflowDefinition<{ question: string }, number> = app.workflow(
  'conformance.askBoth',
  (_, { question }) =>
    new ParallelLLM({
      llm: ConformanceLLM,
      fanOut: { length: (text) => text.length, agent: new Agent({ name: 'one of two' }) },
      fanIn: ({ length }) => length,
    }).run(question),
);

/** Runs a pattern in a child, and returns the error. */
export const askBothInChild: WorkflowDefinition<{ question: string }, number | ErrorData> = app.workflow(
  'conformance.askBothInChild',
  async (ctx, input) => {
    try {
      return await ctx.executeChild(askBoth, input);
    } catch (error) {
      return errorToData(error);
    }
  },
);
