import { type Activity, type AssistantMessage, type JsonObject, type Message, textOf } from '@mcp-agent/core';
import { ModelError } from '@mcp-agent/core/errors';
import {
  defineModelProvider,
  type ModelAnswer,
  type ModelCall,
  type ModelResponse,
} from '@mcp-agent/core/provider';

/** One turn of the scripted model. */
export type Turn =
  | { readonly say: string }
  | { readonly call: readonly { readonly name: string; readonly arguments: JsonObject }[] }
  | { readonly fail: string }
  /** Says what it was given: roles and texts, one a line. */
  | { readonly recite: true }
  /** Tells pieces while it writes; the first attempts fail in the middle, as often as it says. */
  | { readonly write: readonly string[]; readonly failures?: number; readonly retryAfterMs?: number };

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
  complete: async ({ messages }, { info }, emit): Promise<ModelResponse> => {
    const asked = messages.findLastIndex(isScript);
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
    if ('write' in turn) {
      for (const delta of turn.write) emit?.({ type: 'text', delta });
      if (info.attempt <= (turn.failures ?? 0)) {
        throw new ModelError('cut off', {
          provider: 'conformance',
          model: 'script',
          nextRetryDelayMs: turn.retryAfterMs ?? 10,
        });
      }
    }
    return {
      text:
        'write' in turn
          ? turn.write.join('')
          : 'say' in turn
            ? turn.say
            : 'recite' in turn
              ? messages.map(told).join('\n')
              : '',
      toolCalls:
        'call' in turn
          ? turn.call.map((call, index) => ({ ...call, id: `call-${done.length}-${index}` }))
          : [],
      model: 'script',
      usage: { inputTokens: messages.length, outputTokens: 1 },
    };
  },
});

/** What a model is told when it is asked to mend something is no script. */
function isScript(message: Message): boolean {
  return message.role === 'user' && textOf(message.content).startsWith('[{');
}

function told(message: Message): string {
  if (message.role === 'system') return `system: ${message.content}`;
  if (message.role === 'user') return 'user';
  if (message.role === 'assistant') return `assistant: ${message.text}`;
  return `tool${message.isError ? ' failed' : ''}: ${textOf(message.content)}`;
}
