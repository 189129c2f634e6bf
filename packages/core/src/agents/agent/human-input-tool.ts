import { TimeoutError } from '../../runtime/errors/workflow.ts';
import { fromJson, type JsonObject } from '../../runtime/values/json.ts';
import type { WorkflowTool } from './workflow-tool.ts';

interface Question {
  readonly prompt: string;
  readonly description?: string;
}

/** Returns the tool with which a model asks a human. mcp-agent uses the same name. */
export function humanInputTool(ask: (question: Question) => Promise<string>): WorkflowTool {
  return {
    description: {
      name: '__human_input__',
      description:
        'Asks a human, and returns the answer. Use it only for what no other tool can find out or decide.',
      inputSchema: QUESTION,
      repeatable: false,
    },
    call: async (args) => {
      const { prompt, description } = fromJson<Question>(args);
      const question = { prompt, ...(description !== undefined && { description }) };
      try {
        return [{ type: 'text', text: await ask(question) }];
      } catch (error) {
        if (!TimeoutError.isInstance(error)) throw error;
        return [{ type: 'text', text: 'No human answered in time.' }];
      }
    },
  };
}

const QUESTION: JsonObject = {
  type: 'object',
  properties: {
    prompt: { type: 'string', description: 'The question' },
    description: { type: 'string', description: 'Context of the question' },
  },
  required: ['prompt'],
};
