import { describe, inject } from 'vitest';
import type { ProvidedTemporal } from './vitest-setup.ts';

/** The server that a run's tests share. */
export interface TemporalForTests {
  /** `host:port` of its gRPC endpoint. Nothing listens there where the tests are skipped. */
  readonly address: string;
  readonly namespace: string;
}

/** Where the tests are skipped, their file is still read; this is what it sees. */
const ABSENT: TemporalForTests = { address: '127.0.0.1:0', namespace: 'default' };

/**
 * A `describe` for tests that need a Temporal server, which `@mcp-agent/testing/temporal-setup` has to have
 * got. Where there is none, its tests are skipped, and its name says why.
 *
 * ```ts
 * describeWithTemporal('the greeter', ({ address }) => {
 *   test('greets', async () => {
 *     await using executor = new TemporalExecutor({ temporalHost: address });
 *   });
 * });
 * ```
 *
 * The server is shared with the other files of the run, which run at the same time: use task queues and
 * workflow ids of your own.
 *
 * @throws Error when the set-up is missing from vitest's configuration.
 */
export function describeWithTemporal(name: string, tests: (temporal: TemporalForTests) => void): void {
  const provided = providedTemporal();
  const why = provided.available ? '' : ` (skipped: no Temporal server: ${provided.reason})`;
  describe.skipIf(!provided.available)(`${name}${why}`, () => {
    tests(provided.available ? provided : ABSENT);
  });
}

/**
 * The address of the run's server, `host:port`, for what stands outside {@link describeWithTemporal}.
 *
 * @throws Error when there is no server, with the reason, and when the set-up is missing.
 */
export function temporalAddress(): string {
  const provided = providedTemporal();
  if (!provided.available) throw new Error(`There is no Temporal server: ${provided.reason}`);
  return provided.address;
}

function providedTemporal(): ProvidedTemporal {
  const provided: ProvidedTemporal | undefined = inject('mcpAgentTemporal');
  if (provided !== undefined) return provided;
  throw new Error(
    "Nobody asked for a Temporal server: add globalSetup: '@mcp-agent/testing/temporal-setup' to vitest's configuration.",
  );
}
