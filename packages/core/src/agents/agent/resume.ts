import type { Conversation } from '../model/conversation.ts';

/**
 * Makes a conversation ready for a new message of the user. A `generate` that ended early can leave tool calls without
 * results, or a last message without an answer, and services reject both.
 */
export function resume(conversation: Conversation): void {
  for (const { id: toolCallId } of conversation.openCalls()) {
    const text = 'The tool was not called: the request ended first.';
    conversation.addFromWorkflow((id) => ({
      id,
      role: 'tool',
      toolCallId,
      content: [{ type: 'text', text }],
      isError: true,
    }));
  }
  const last = conversation.messages.at(-1);
  if (last?.role !== 'user' && last?.role !== 'tool') return;
  conversation.addFromWorkflow((id) => ({
    id,
    role: 'assistant',
    text: '(No answer: the request ended early.)',
    toolCalls: [],
  }));
}
