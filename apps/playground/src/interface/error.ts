/** One error of a chain of causes. */
export interface ErrorView {
  readonly code: string;
  readonly message: string;
}

/** Body of an error response. */
export interface Refusal {
  readonly errors: readonly ErrorView[];
}
