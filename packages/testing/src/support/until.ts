import { testTimeout } from './test-timeout.ts';

const TIMEOUT_MS = testTimeout(60_000);
const INTERVAL_MS = 5;

/**
 * Polls until a condition holds.
 *
 * @param what the condition, for the error message
 * @throws Error when it does not hold within a minute, times `MCP_AGENT_TEST_TIMEOUT_FACTOR`
 */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + TIMEOUT_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`The condition did not hold within ${TIMEOUT_MS} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
  }
}
