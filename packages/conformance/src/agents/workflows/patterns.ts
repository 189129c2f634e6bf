import { Agent, type WorkflowDefinition } from '@mcp-agent/core';
import { type ErrorData, errorToData } from '@mcp-agent/core/errors';
import { ParallelLLM } from '@mcp-agent/core/patterns';
import { idle } from './agents.ts';
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

/** Runs a pattern with a child that never ends, and returns the names of the participants that failed. */
export const continueWithout: WorkflowDefinition<{ childId: string }, string[]> = app.workflow(
  'conformance.continueWithout',
  (ctx, { childId }) =>
    new ParallelLLM({
      llm: ConformanceLLM,
      onFailure: 'continue',
      fanOut: {
        length: (text) => text.length,
        child: () => ctx.executeChild(idle, undefined, { workflowId: childId }),
      },
      fanIn: (_, failures) => failures.map(({ name }) => name),
    }).run('question'),
);
