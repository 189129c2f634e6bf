import type { JsonObject } from '../../runtime/values/json.ts';
import type { ElicitationAnswer, ElicitationRequest } from './elicitation.ts';
import type { SamplingAnswer, SamplingRequest } from './sampling.ts';

/** Maximum number of requests that a server may send to its client during one call, in both generations of MCP. */
export const MAX_SERVER_REQUESTS = 100;
/** Maximum number of times that one call is repeated with answers. */
export const MAX_ROUNDS = 20;
/** Maximum size of a server's `requestState`, in bytes. It is in the history twice for each round. */
export const MAX_STATE_BYTES = 65_536;
/** Maximum size of the questions of one round as JSON, in bytes. */
export const MAX_QUESTIONS_BYTES = 262_144;

/** A question that a server returns in place of a result, or asks during a task: MCP's `InputRequest`. */
export type ServerQuestion = {
  /** The server's key for the question. The answer refers to it. */
  readonly key: string;
} & (
  | { readonly kind: 'elicitation'; readonly request: ElicitationRequest }
  | { readonly kind: 'sampling'; readonly request: SamplingRequest }
  /** The activity answers with the roots in the settings. */
  | { readonly kind: 'roots' }
  /** A form or page that a person must not see: the activity declines it. */
  | { readonly kind: 'declined' }
);

/** The answer to a {@link ServerQuestion}. */
export type QuestionAnswer = { readonly key: string } & (
  | {
      readonly kind: 'elicitation';
      readonly answer: ElicitationAnswer;
      /** Schema of the form: the activity checks the answer before it sends it. */
      readonly schema?: JsonObject;
    }
  | { readonly kind: 'sampling'; readonly answer: SamplingAnswer }
  | { readonly kind: 'roots' | 'declined' }
);

/** The answers with which a request is repeated. */
export interface GivenInput {
  readonly answers: readonly QuestionAnswer[];
  /** Returned to the server unchanged. */
  readonly requestState?: string;
}

/**
 * Result of a request that the server answered with questions: MCP's `InputRequiredResult`. Nothing is open meanwhile.
 * The request is repeated with the answers.
 */
export interface InputRequired {
  readonly inputRequired: {
    /** Empty if the server asks to repeat the request later. */
    readonly questions: readonly ServerQuestion[];
    readonly requestState?: string;
  };
}

/** Result of a request with answers that do not match their forms. It was not sent. */
export interface InvalidInput {
  readonly invalidInput: readonly { readonly key: string; readonly problem: string }[];
}
