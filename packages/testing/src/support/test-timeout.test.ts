import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

async function timeoutWith(factor: string | undefined): Promise<number> {
  vi.stubEnv('MCP_AGENT_TEST_TIMEOUT_FACTOR', factor);
  vi.resetModules();
  const { testTimeout } = await import('./test-timeout.ts');
  return testTimeout(1_000);
}

test.each([
  [undefined, 1_000],
  ['', 1_000],
  ['3', 3_000],
  ['0.5', 500],
])('the variable %j makes 1,000 ms %d ms', async (factor, ms) => {
  expect(await timeoutWith(factor)).toBe(ms);
});

test.each(['fast', '0', '-1', 'Infinity'])('the variable "%s" is rejected', async (factor) => {
  await expect(timeoutWith(factor)).rejects.toThrow(
    `MCP_AGENT_TEST_TIMEOUT_FACTOR is "${factor}", which is not a number above 0.`,
  );
});
