import { type JSONRPCMessage, isJSONRPCRequest } from '@modelcontextprotocol/client';
import { PREFIX } from './task-messages.ts';

/** The requests of a server that a user or a model answers. */
export type QuestionMethod = 'elicitation/create' | 'sampling/createMessage';

const QUESTIONS: ReadonlySet<string> = new Set<QuestionMethod>([
  'elicitation/create',
  'sampling/createMessage',
]);

/**
 * Returns the name under which the SDK's client receives a question. Under its own name, the SDK rejects a form whose
 * schema MCP does not provide for, such as that of an optional field of Pydantic.
 */
export function receivedAs(method: QuestionMethod): string {
  return `${PREFIX}${method}`;
}

/** Renames the questions of a server for the SDK's client. */
export function withQuestionRenamed(message: JSONRPCMessage): JSONRPCMessage {
  if (!isJSONRPCRequest(message) || !QUESTIONS.has(message.method)) return message;
  return { ...message, method: `${PREFIX}${message.method}` };
}
