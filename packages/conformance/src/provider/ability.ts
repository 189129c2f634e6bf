/** What a provider may be without. */
export type ProviderAbility =
  /** To tell the pieces of an answer while it comes; without it, the whole is one piece. */
  | 'streams'
  /** Not the provider's but its service's: that `aimock` speaks as it does. */
  | 'aimock'
  /** To show images of users and tools to the model. */
  | 'images'
  /** To tell the service the form of a structured answer. */
  | 'structured'
  /** To say that the model refused. */
  | 'refusals'
  /** To tell what the model thinks. */
  | 'reasoning'
  /** To hand thoughts that the service sealed back to it. */
  | 'sealed-thoughts'
  /** To read what the cache and thinking took. */
  | 'detailed-usage';
