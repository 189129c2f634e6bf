import {
  type Activity,
  type AssistantMessage,
  defineModelProvider,
  type JsonObject,
  type Message,
  type ModelAnswer,
  type ModelCall,
  ModelError,
  type ModelResponse,
  textOf,
} from '@mcp-agent/core';

/** One turn of the scripted model. */
export type Turn =
  | { readonly say: string }
  | { readonly call: readonly { readonly name: string; readonly arguments: JsonObject }[] }
  | { readonly fail: string }
  /** Says what it was given: roles and texts, one a line. */
  | { readonly recite: true };

/** Writes a script as a question: the suite's model does what its last question says, turn by turn. */
export function script(...turns: readonly Turn[]): string {
  return JSON.stringify(turns);
}

/**
 * A model that keeps to a script: a mock, so that the suite shows what engines do and not what models do. It
 * holds nothing: which turn it is, it sees from the conversation.
 */
export const scriptedModel: Activity<ModelCall, ModelAnswer> = defineModelProvider({
  name: 'conformance',
  complete: async ({ messages }): Promise<ModelResponse> => {
    const asked = messages.findLastIndex((message) => message.role === 'user');
    const question = messages[asked];
    const turns: Turn[] = question?.role === 'user' ? JSON.parse(textOf(question.content)) : [];
    const done = messages
      .slice(asked)
      .filter((message): message is AssistantMessage => message.role === 'assistant');
    const turn = turns[Math.min(done.length, turns.length - 1)] ?? { say: 'nothing to say' };
    if ('fail' in turn) {
      throw new ModelError(turn.fail, {
        provider: 'conformance',
        model: 'script',
        status: 401,
        nonRetryable: true,
      });
    }
    return {
      text: 'say' in turn ? turn.say : 'recite' in turn ? messages.map(told).join('\n') : '',
      toolCalls:
        'call' in turn
          ? turn.call.map((call, index) => ({ ...call, id: `call-${done.length}-${index}` }))
          : [],
      model: 'script',
      usage: { inputTokens: messages.length, outputTokens: 1 },
    };
  },
});

function told(message: Message): string {
  if (message.role === 'system') return `system: ${message.content}`;
  if (message.role === 'user') return 'user';
  if (message.role === 'assistant') return `assistant: ${message.text}`;
  return `tool${message.isError ? ' failed' : ''}: ${textOf(message.content)}`;
}
