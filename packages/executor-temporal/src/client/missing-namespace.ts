/** Delays before the next attempts of a request whose namespace the server does not find, in milliseconds. */
const RETRY_DELAYS_MS = [250, 750, 2_000];

/**
 * Returns the delay before the next attempt, or `undefined` if the server is to be believed. An overloaded server
 * reports that a namespace does not exist when it only fails to read it.
 *
 * @param attempt the number of attempts so far
 */
export function missingNamespaceRetryMs(attempt: number): number | undefined {
  return RETRY_DELAYS_MS[attempt - 1];
}

/** Whether the message of a gRPC status NOT_FOUND says that the namespace does not exist. */
export function reportsMissingNamespace(details: string): boolean {
  return /^namespace\b.* not found/i.test(details);
}
