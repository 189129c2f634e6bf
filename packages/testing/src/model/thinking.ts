import { chooseTool, urlIn } from './arguments.ts';
import { readText } from './reading.ts';
import type { StandInMessage, StandInRequest } from './request.ts';
import type { AnswerTurn } from './turn.ts';

/** What a stand-in knows beside the request. */
export interface Knowledge {
  /** The page to read where a question names none. */
  readonly page?: string;
}

/**
 * What a stand-in does by itself: it calls a tool that fits the question, and answers with what the tool
 * returned. Without a tool that fits it says so. The same request always gets the same answer.
 */
export function think(request: StandInRequest, { page }: Knowledge): AnswerTurn {
  const asked = questionAt(request.messages);
  const question = request.messages[asked]?.text ?? '';
  const results = request.messages.slice(asked + 1).filter(({ role }) => role === 'tool');
  if (results.length > 0) {
    return { text: results.map((result) => tell(result, toolOf(result, request.messages))).join('\n\n') };
  }
  const tool = chooseTool(request.tools, { text: question, url: urlIn(question) ?? page });
  if (tool !== undefined) return { toolCalls: [tool] };
  const reason = request.tools.length === 0 ? 'no tools' : 'no tool that fits';
  return { text: `I am a stand-in for a model, with ${reason} for this. You asked: ${question}` };
}

/**
 * Where the question stands. What a user says right after a tool is no question: it carries the pictures that
 * the tool's own message could not.
 */
function questionAt(messages: readonly StandInMessage[]): number {
  return messages.findLastIndex(({ role }, index) => role === 'user' && messages[index - 1]?.role !== 'tool');
}

function toolOf(result: StandInMessage, messages: readonly StandInMessage[]): string {
  const calls = messages.flatMap(({ toolCalls }) => toolCalls);
  return calls.findLast(({ id }) => id === result.toolCallId)?.name ?? 'tool';
}

/** OpenAI's protocol has no field for a tool's failure: the text says it. */
const FAILED = /^(the tool failed|error)\b[:\s]*/i;

function tell({ text }: StandInMessage, tool: string): string {
  const { title, beginning } = readText(text.replace(FAILED, ''));
  if (FAILED.test(text)) return `The tool ${tool} could not do it: ${beginning || 'it did not say why.'}`;
  if (title === undefined && beginning === '') return `The tool ${tool} returned nothing.`;
  const about = title === undefined ? '' : ` "${title}"`;
  return `From what the tool ${tool} returned${about}: ${beginning}`.trim();
}
