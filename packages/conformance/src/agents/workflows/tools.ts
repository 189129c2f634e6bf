import {
  Agent,
  type ApprovalPolicy,
  type RequestParams,
  type ToolOptions,
  type WorkflowDefinition,
} from '@mcp-agent/core';
import { app, ConformanceLLM } from './app.ts';

export interface AskCatalog extends ToolOptions {
  readonly questions: readonly string[];
  readonly instruction?: string;
  readonly approval?: ApprovalPolicy;
  readonly params?: RequestParams;
}

/** Asks an agent with many tools, in one conversation, and returns the texts of the conversation. */
export const askCatalog: WorkflowDefinition<AskCatalog, string[]> = app.workflow(
  'conformance.askCatalog',
  async (_, { questions, params, ...options }) => {
    await using agent = new Agent({ name: 'clerk', serverNames: ['catalog'], ...options });
    const llm = await agent.attachLLM(ConformanceLLM);
    const texts: string[] = [];
    for (const question of questions) {
      const answers = await llm.generate(question, params);
      texts.push(...answers.map(({ text }) => text));
    }
    return texts;
  },
);
