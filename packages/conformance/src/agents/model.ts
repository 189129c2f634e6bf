import { type Activity, type AssistantMessage, type JsonObject, type Message, textOf } from '@mcp-agent/core';
import { ModelError } from '@mcp-agent/core/errors';
import {
  defineModelProvider,
  type ModelAnswer,
  type ModelCall,
  type ModelRequest,
  type ModelResponse,
} from '@mcp-agent/core/provider';
import { conversationProblem } from './legal-conversation.ts';

/** A tool call of the scripted model. */
export interface ScriptedCall {
  readonly name: string;
  readonly arguments: JsonObject;
  /** Default: an id of its own. */
  readonly id?: string;
}

/** One turn of the scripted model. */
export type Turn =
  | {
      readonly say: string;
      /** `max_tokens`: the answer ends at the token limit. */
      readonly stop?: 'pause' | 'max_tokens';
      /** The first attempts, as many as this, fail after 100 tokens. */
      readonly failures?: number;
      /** The first attempts, as many as this, find the service unavailable. */
      readonly unavailable?: number;
      /** The service reports no usage. */
      readonly usage?: 'none';
    }
  | { readonly call: readonly ScriptedCall[] }
  | { readonly fail: string }
  /** Does not answer before it is cancelled. */
  | { readonly hang: true }
  /** Returns the roles and texts of the messages, one per line. */
  | { readonly recite: true }
  /** Returns what the request allows, as JSON. */
  | { readonly report: true; readonly call?: readonly ScriptedCall[] }
  /** Streams the parts of a text. The first attempts, as many as `failures`, fail after the last part. */
  | { readonly write: readonly string[]; readonly failures?: number; readonly retryAfterMs?: number };

/** What a turn with `report` returns. */
export interface Report {
  readonly tools: readonly string[];
  readonly params: JsonObject;
  /** Text of the last message. */
  readonly last: string;
}

/** Formats a script as a question. The suite's model follows the script of its last question, turn by turn. */
export function script(...turns: readonly Turn[]): string {
  return JSON.stringify(turns);
}

/**
 * A mock model that follows the script in its last question. It is stateless: the number of assistant messages selects the
 * turn. It rejects conversations that services reject.
 */
export const scriptedModel: Activity<ModelCall, ModelAnswer> = defineModelProvider({
  name: 'conformance',
  complete: async (request, { info, signal }, emit): Promise<ModelResponse> => {
    const { messages } = request;
    const problem = conversationProblem(messages);
    if (problem !== undefined) throw failed(`The conversation is not legal: ${problem}.`, { status: 400 });
    const scriptIndex = messages.findLastIndex(isScript);
    const question = messages[scriptIndex];
    const turns: Turn[] = question?.role === 'user' ? JSON.parse(textOf(question.content)) : [];
    const done = messages
      .slice(scriptIndex)
      .filter((message): message is AssistantMessage => message.role === 'assistant');
    const turn = turns[Math.min(done.length, turns.length - 1)] ?? { say: 'The script has no turn.' };
    if ('fail' in turn) throw failed(turn.fail, { status: 401, usage: WASTED });
    if ('hang' in turn && !signal.aborted) {
      await new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve());
      });
    }
    const cut = 'failures' in turn && info.attempt <= (turn.failures ?? 0);
    if ('write' in turn) {
      for (const delta of turn.write) emit?.({ type: 'text', delta });
      if (cut) throw failed('cut off', { nextRetryDelayMs: turn.retryAfterMs ?? 10 });
    }
    if ('unavailable' in turn && info.attempt <= (turn.unavailable ?? 0)) {
      throw failed('nobody is there', { unavailable: true });
    }
    if ('say' in turn && cut) throw failed('cut off', { nextRetryDelayMs: 10, usage: WASTED });
    const calls = 'call' in turn ? (turn.call ?? []) : [];
    return {
      text: textOfTurn(turn, request),
      toolCalls: calls.map((call, index) => ({ id: `call-${done.length}-${index}`, ...call })),
      model: 'script',
      usage:
        'usage' in turn
          ? { inputTokens: 0, outputTokens: 0 }
          : { inputTokens: messages.length, outputTokens: 1 },
      ...('say' in turn && turn.stop !== undefined && { stopReason: turn.stop }),
    };
  },
});

const WASTED = { inputTokens: 90, outputTokens: 10 };

function failed(
  message: string,
  more: Partial<Pick<ModelError, 'status' | 'usage' | 'nextRetryDelayMs' | 'unavailable'>>,
): ModelError {
  const nonRetryable = more.nextRetryDelayMs === undefined && more.unavailable !== true;
  return new ModelError(message, { provider: 'conformance', model: 'script', nonRetryable, ...more });
}

function textOfTurn(turn: Turn, { messages, tools, params }: ModelRequest): string {
  if ('write' in turn) return turn.write.join('');
  if ('say' in turn) return turn.say;
  if ('recite' in turn) return messages.map(recite).join('\n');
  if (!('report' in turn)) return '';
  const last = messages.at(-1);
  const text = last?.role === 'user' || last?.role === 'tool' ? textOf(last.content) : '';
  return JSON.stringify({ tools: tools.map(({ name }) => name), params, last: text });
}

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
