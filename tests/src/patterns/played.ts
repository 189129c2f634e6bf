import { Agent, AugmentedLLM } from '@mcp-agent/core';
import { type ErrorData, errorToData } from '@mcp-agent/core/errors';

/** The model of `fixtures/played-model.ts`. */
export class PlayedLLM extends AugmentedLLM {
  override readonly provider = 'played';
}

/** Creates an agent that answers with its name and its message. */
export const agent = (name: string): Agent => new Agent({ name, instruction: name });

/** Returns a thrown error as data, for the test to inspect. */
export async function orError<T>(work: Promise<T>): Promise<T | ErrorData> {
  try {
    return await work;
  } catch (error) {
    return errorToData(error);
  }
}
