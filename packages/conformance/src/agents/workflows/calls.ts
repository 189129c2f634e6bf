import { Agent, type CallSettings, type WorkflowDefinition } from '@mcp-agent/core';
import { type ErrorData, errorToData } from '@mcp-agent/core/errors';
import { script } from '../model.ts';
import { app, ConformanceLLM } from './app.ts';

/** Asks an agent with a policy, by a call with a policy. Returns the answer, or the error. */
export const askWithCalls: WorkflowDefinition<
  { question: string; agent: CallSettings; call: CallSettings },
  string | ErrorData
> = app.workflow('conformance.askWithCalls', async (_, { question, agent: ofAgent, call }) => {
  await using agent = new Agent({ name: 'patient', calls: ofAgent });
  const llm = await agent.attachLLM(ConformanceLLM);
  try {
    return await llm.generateStr(question, { calls: call });
  } catch (error) {
    return errorToData(error);
  }
});

/** Calls a repeatable function tool that does not end. Returns what the model receives. */
export const callSlowTool: WorkflowDefinition<CallSettings, string> = app.workflow(
  'conformance.callSlowTool',
  async (_, calls) => {
    await using agent = new Agent({ name: 'patient', functions: ['slow'], calls });
    const llm = await agent.attachLLM(ConformanceLLM);
    try {
      return await llm.generateStr(script({ call: [{ name: 'slow', arguments: {} }] }, { recite: true }));
    } catch (error) {
      return errorToData(error).message;
    }
  },
);
