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
  /** `cut` ends the answer at the token limit. */
  | { readonly say: string; readonly cut?: true }
  | { readonly call: readonly { readonly name: string; readonly arguments: JsonObject }[] }
  | { readonly fail: string }
  /** Returns the roles and texts of the messages, one per line. */
  | { readonly recite: true }
  /** Streams the parts of a text. The first attempts, as many as `failures`, fail after the last part. */
  | { readonly write: readonly string[]; readonly failures?: number; readonly retryAfterMs?: number };

/** Formats a script as a question. The suite's model follows the script of its last question, turn by turn. */
export function script(...turns: readonly Turn[]): string {
  return JSON.stringify(turns);
}

/**
 * A mock model that follows the script in its last question. It is stateless: the number of assistant messages selects the
 * turn.
 */
export const scriptedModel: Activity<ModelCall, ModelAnswer> = defineModelProvider({
  name: 'conformance',
  complete: async ({ messages }, { info }, emit): Promise<ModelResponse> => {
    const scriptIndex = messages.findLastIndex(isScript);
    const question = messages[scriptIndex];
    const turns: Turn[] = question?.role === 'user' ? JSON.parse(textOf(question.content)) : [];
    const done = messages
      .slice(scriptIndex)
      .filter((message): message is AssistantMessage => message.role === 'assistant');
    const turn = turns[Math.min(done.length, turns.length - 1)] ?? { say: 'The script has no turn.' };
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
              ? messages.map(recite).join('\n')
              : '',
      toolCalls:
        'call' in turn
          ? turn.call.map((call, index) => ({ ...call, id: `call-${done.length}-${index}` }))
          : [],
      model: 'script',
      usage: { inputTokens: messages.length, outputTokens: 1 },
      ...('say' in turn && turn.cut === true && { stopReason: 'max_tokens' }),
    };
  },
});

/** Whether a message is a script. A request to repair an answer is not. */
function isScript(message: Message): boolean {
  return message.role === 'user' && textOf(message.content).startsWith('[{');
}

function recite(message: Message): string {
  if (message.role === 'system') return `system: ${message.content}`;
  if (message.role === 'user') return 'user';
  if (message.role === 'assistant') return `assistant: ${message.text}`;
  return `tool${message.isError ? ' failed' : ''}: ${textOf(message.content)}`;
}
