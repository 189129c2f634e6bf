import type { JsonObject } from '../../runtime/values/json.ts';
import { defineUpdate, SYSTEM_PREFIX, type UpdateDefinition } from '../../runtime/workflow/messages.ts';

/** A server's request to fill in a form. */
export interface FormElicitation {
  readonly mode: 'form';
  /** The server's name in the settings. */
  readonly server: string;
  readonly message: string;
  /** JSON Schema of the form: a flat object. */
  readonly schema: JsonObject;
  /** Why the previous answer was invalid. The server did not receive that answer. */
  readonly problem?: string;
}

/** A server's request to open a page, for data that the client must not see, such as a login. */
export interface UrlElicitation {
  readonly mode: 'url';
  readonly server: string;
  readonly message: string;
  readonly url: string;
  /** Absent since MCP 2026-07-28. */
  readonly elicitationId?: string;
}

/** A server's request for human input: MCP's `elicitation/create`. */
export type ElicitationRequest = FormElicitation | UrlElicitation;

/** The answer to a server. Schema defaults fill in missing fields of `content`. */
export type ElicitationAnswer =
  | { readonly action: 'accept'; readonly content?: JsonObject }
  | { readonly action: 'decline' | 'cancel' };

/** Answers an elicitation request of a server. If it throws, the request is rejected. */
export type ElicitationHandler = (
  request: ElicitationRequest,
) => ElicitationAnswer | Promise<ElicitationAnswer>;

/** Lets an agent of the workflow answer a server's elicitation request. A failure rejects the request. */
export const ELICIT_UPDATE: UpdateDefinition<
  ElicitationAnswer,
  [agent: string, request: ElicitationRequest]
> = defineUpdate(`${SYSTEM_PREFIX}elicit`);
