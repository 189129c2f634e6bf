/** An ability that a provider may lack. */
export type ProviderAbility =
  /** Emits the text while it arrives. Without it, the text is one event. */
  | 'streams'
  /** `aimock` implements the protocol of the service. */
  | 'aimock'
  /** Sends images of users and tools to the model. */
  | 'images'
  /** Sends the schema of a structured answer. */
  | 'structured'
  /** Reports that the model refused. */
  | 'refusals'
  /** Emits the reasoning of the model. */
  | 'reasoning'
  /** Sends reasoning back to the service, with the results of the tool calls that it led to. */
  | 'returned-reasoning'
  /** Sends signed reasoning back to the service. */
  | 'sealed-thoughts'
  /** Accepts tool calls without an ID. */
  | 'missing-ids'
  /** Tells a stop reason that it does not know from a missing one. */
  | 'unknown-stop-reasons'
  /** Accepts answers without token usage. */
  | 'missing-usage'
  /** Has named services: {@link ProviderUnderTest.named}. */
  | 'named-services'
  /** Sends which tools the model may call. */
  | 'tool-choice'
  /** Reports the tokens of the cache and of reasoning. */
  | 'detailed-usage';
