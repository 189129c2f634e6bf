import { chooseTool, findUrl } from './choose-tool.ts';
import { summarize } from './summary.ts';
import type { StandInMessage, StandInRequest } from './request.ts';
import type { AnswerTurn } from './turn.ts';

/**
 * Generates an answer without a script: a call of a tool that fits the question, or a summary of the tool results, or a
 * text that no tool fits. The same request always gets the same answer.
 *
 * @param page the URL for tools with a URL parameter if the question has none
 */
export function defaultAnswer(request: StandInRequest, page: string | undefined): AnswerTurn {
  const index = questionIndex(request.messages);
  const question = request.messages[index]?.text ?? '';
  const results = request.messages.slice(index + 1).filter(({ role }) => role === 'tool');
  if (results.length > 0) {
    return {
      text: results.map((result) => describeResult(result, toolOf(result, request.messages))).join('\n\n'),
    };
  }
  const tool = chooseTool(request.tools, { text: question, url: findUrl(question) ?? page });
  if (tool !== undefined) return { toolCalls: [tool] };
  const reason = request.tools.length === 0 ? 'no tools' : 'no tool that fits';
  return { text: `I am a stand-in for a model, with ${reason} for this question: ${question}` };
}

/**
 * Returns the index of the last question. A user message right after a tool message is not a question: it has the images
 * of the tool result.
 */
function questionIndex(messages: readonly StandInMessage[]): number {
  return messages.findLastIndex(({ role }, index) => role === 'user' && messages[index - 1]?.role !== 'tool');
}

function toolOf(result: StandInMessage, messages: readonly StandInMessage[]): string {
  const calls = messages.flatMap(({ toolCalls }) => toolCalls);
  return calls.findLast(({ id }) => id === result.toolCallId)?.name ?? 'tool';
}

/** OpenAI's protocol has no field for a failed tool call, only the text. */
const FAILED = /^(the tool failed|error)\b[:\s]*/i;

function describeResult({ text }: StandInMessage, tool: string): string {
  const { title, beginning } = summarize(text.replace(FAILED, ''));
  if (FAILED.test(text)) return `The tool ${tool} failed: ${beginning || 'it gave no reason.'}`;
  if (title === undefined && beginning === '') return `The tool ${tool} returned nothing.`;
  const about = title === undefined ? '' : ` "${title}"`;
  return `The tool ${tool} returned${about}: ${beginning}`.trim();
}
