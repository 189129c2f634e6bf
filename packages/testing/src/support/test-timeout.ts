const VARIABLE = 'MCP_AGENT_TEST_TIMEOUT_FACTOR';

const factor = readFactor(process.env[VARIABLE]);

/**
 * Returns a test's timeout in milliseconds: `ms` times `MCP_AGENT_TEST_TIMEOUT_FACTOR`, which is 1 by default.
 * Every timeout that only ends a test which hangs goes through it, so that one variable suits a slow machine. What a
 * test measures does not.
 *
 * @throws Error when the variable is not a number above 0; at import
 *
 * @example
 * ```ts
 * test('a worker takes over', async () => { ... }, testTimeout(120_000));
 * ```
 */
export function testTimeout(ms: number): number {
  return Math.round(ms * factor);
}

function readFactor(text: string | undefined): number {
  if (text === undefined || text === '') return 1;
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new Error(
    `${VARIABLE} is "${text}", which is not a number above 0. Set it to the factor for test timeouts, such as 3.`,
  );
}
