import { type ErrorData, errorToData } from '@mcp-agent/core/errors';

/** Returns the error that a function throws or rejects with. */
export async function thrownBy(run: () => unknown): Promise<ErrorData> {
  try {
    await run();
  } catch (error) {
    return errorToData(error);
  }
  return errorToData('nothing was thrown');
}
