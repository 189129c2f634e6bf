import { type ErrorData, errorFromData } from '@mcp-agent/core/errors';

/** Returns the last line of an answer. */
export function lastLine(answer: string | ErrorData): string | undefined {
  if (typeof answer !== 'string') throw errorFromData(answer);
  return answer.split('\n').at(-1);
}

/** Creates a call of the tool `leave_mark`. */
export function markCall(
  file: string,
  text: string,
): { name: string; arguments: { file: string; text: string } } {
  return { name: 'leave_mark', arguments: { file, text } };
}

/** Returns the error that a workflow returned as its answer. */
export function failureOf(answer: string | ErrorData | { readonly city: string }): Error {
  if (typeof answer === 'object' && 'code' in answer) return errorFromData(answer);
  throw new Error(`A failure was expected, but the answer is ${JSON.stringify(answer)}.`);
}
