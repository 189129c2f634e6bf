import type { JsonObject } from '../../runtime/values/json.ts';
import { defineUpdate, SYSTEM_PREFIX, type UpdateDefinition } from '../../runtime/workflow/messages.ts';

/** A server asks a person to fill in a form. */
export interface FormElicitation {
  readonly mode: 'form';
  /** Who asks, by its name in the settings. */
  readonly server: string;
  readonly message: string;
  /** JSON Schema of the form: an object of plain fields. */
  readonly schema: JsonObject;
  /** What was wrong with the answer before this one, which the server never saw. */
  readonly problem?: string;
}

/** A server asks a person to open a page, where they do what the client is not to see, such as to log in. */
export interface UrlElicitation {
  readonly mode: 'url';
  readonly server: string;
  readonly message: string;
  readonly url: string;
  readonly elicitationId: string;
}

/** A server asks a person for something: MCP's `elicitation/create`. */
export type ElicitationRequest = FormElicitation | UrlElicitation;

/** What a server is answered. What is missing in `content` and has a default in the schema is filled in. */
export type ElicitationAnswer =
  | { readonly action: 'accept'; readonly content?: JsonObject }
  | { readonly action: 'decline' | 'cancel' };

/** Has an agent of the workflow answer a server that asks a person. A failure refuses it. */
export const ELICIT_UPDATE: UpdateDefinition<
  ElicitationAnswer,
  [agent: string, request: ElicitationRequest]
> = defineUpdate(`${SYSTEM_PREFIX}elicit`);
