/** What an agent answers when servers ask: MCP's client capabilities that depend on the agent. */
export interface Abilities {
  readonly sampling: boolean;
  readonly elicitation: boolean;
}

/** The part of a request that names the abilities of its agent. Absent if it has none. */
export interface WithAbilities {
  readonly abilities?: Abilities;
}

/** Returns the part of a request about an agent's abilities. */
export function withAbilities({ sampling, elicitation }: Abilities): WithAbilities {
  return sampling || elicitation ? { abilities: { sampling, elicitation } } : {};
}
