/** One error of a chain of causes: its stable code and what it says. */
export interface ErrorView {
  readonly code: string;
  readonly message: string;
}

/** How the server refuses. */
export interface Refusal {
  readonly errors: readonly ErrorView[];
}
