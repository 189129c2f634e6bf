import { describe, inject } from 'vitest';
import type { ProvidedTemporal } from './vitest-setup.ts';

/** The server that all tests of a run share. */
export interface TemporalForTests {
  /** `host:port` of the gRPC endpoint. Nothing listens there if the tests are skipped. */
  readonly address: string;
  readonly namespace: string;
}

/** For the callback of skipped tests, which runs to collect their names. */
const UNAVAILABLE: TemporalForTests = { address: '127.0.0.1:0', namespace: 'default' };

/**
 * Defines a `describe` block of tests that need the Temporal server of `@mcp-agent/testing/temporal-setup`. Without a
 * server, the tests are skipped, with the reason in the name.
 *
 * ```ts
 * describeWithTemporal('the greeter', ({ address }) => {
 *   test('greets', async () => {
 *     await using executor = new TemporalExecutor({ temporalHost: address });
 *   });
 * });
 * ```
 *
 * Test files that run concurrently share the server: use unique task queues and workflow IDs.
 *
 * @throws Error if the set-up is not in vitest's configuration
 */
export function describeWithTemporal(name: string, tests: (temporal: TemporalForTests) => void): void {
  const provided = providedTemporal();
  const why = provided.available ? '' : ` (skipped: no Temporal server: ${provided.reason})`;
  describe.skipIf(!provided.available)(`${name}${why}`, () => {
    tests(provided.available ? provided : UNAVAILABLE);
  });
}

/**
 * Returns the `host:port` of the server, for code outside {@link describeWithTemporal}.
 *
 * @throws Error if no server is available, with the reason; Error if the set-up is not in vitest's configuration
 */
export function temporalAddress(): string {
  const provided = providedTemporal();
  if (!provided.available) throw new Error(`No Temporal server is available: ${provided.reason}`);
  return provided.address;
}

function providedTemporal(): ProvidedTemporal {
  const provided: ProvidedTemporal | undefined = inject('mcpAgentTemporal');
  if (provided !== undefined) return provided;
  throw new Error(
    "The Temporal set-up did not run. Add globalSetup: '@mcp-agent/testing/temporal-setup' to vitest's configuration.",
  );
}
