/** The capabilities that a client offers a server for a call, or for a connection. */
export interface Abilities {
  readonly sampling?: boolean;
  readonly elicitation?: boolean;
  /** Whether the caller follows tasks. Since 2026-07-28; before, the client asks for a task. */
  readonly tasks?: boolean;
}

/** Returns the same text for abilities for which a server offers the same tools. */
export function kindOf({ sampling = false, elicitation = false, tasks = false }: Abilities): string {
  return `${sampling}/${elicitation}/${tasks}`;
}
