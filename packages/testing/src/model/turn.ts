import type { JsonObject } from '@mcp-agent/core';
import type { StandInRequest } from './request.ts';

/** What a stand-in does with one request. */
export type StandInTurn = AnswerTurn | ErrorTurn;

/** It answers: with text, with tools to be called, or with both. */
export interface AnswerTurn {
  readonly text?: string;
  readonly toolCalls?: readonly {
    readonly name: string;
    /** A text is sent as it is: so a test sends what is no JSON. */
    readonly arguments: JsonObject | string;
    /** Default: one made of the turn's number and the call's. */
    readonly id?: string;
  }[];
  /** Default: `tool_calls` where there are some, else `stop`. Another is `length` or `content_filter`. */
  readonly finishReason?: string;
}

/** It refuses, in OpenAI's form. */
export interface ErrorTurn {
  /** The HTTP status. */
  readonly status: number;
  /** Default: a sentence that names the status. */
  readonly message?: string;
  /** OpenAI's code, such as `context_length_exceeded`. */
  readonly code?: string;
  /** The header `Retry-After` of a 429, in seconds; another status has none. Default: 1. */
  readonly retryAfterSeconds?: number;
}

/** What a stand-in does in place of thinking by itself: turn after turn, or whatever a function says. */
export type StandInScript =
  | readonly StandInTurn[]
  | ((request: StandInRequest) => StandInTurn | Promise<StandInTurn | undefined> | undefined);

/**
 * The turn that a script has for a request; `undefined` where it has none. It depends on the request alone,
 * so that any number of conversations can follow one script at once: a list's answers are counted by the
 * model's answers among the messages, and the errors before an answer by how often the messages were asked.
 */
export async function scriptedTurn(
  script: StandInScript,
  request: StandInRequest,
): Promise<StandInTurn | undefined> {
  if (typeof script === 'function') return script(request);
  let answers = 0;
  let errors = 0;
  for (const turn of script) {
    const due = answers === request.turn;
    if ('status' in turn) {
      if (due) errors += 1;
      if (due && errors === request.attempt) return turn;
    } else {
      if (due) return turn;
      answers += 1;
    }
  }
  return undefined;
}
