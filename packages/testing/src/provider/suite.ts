import type { ModelProvider, Settings } from '@mcp-agent/core';
import { describe, test } from 'vitest';
import { createBench } from './bench.ts';
import { ANSWERS } from './cases/answers.ts';
import { CANCELLING } from './cases/cancelling.ts';
import type { ProviderAbility } from './cases/case.ts';
import { CUTS } from './cases/cuts.ts';
import { FAILURES } from './cases/failures.ts';
import { REQUESTS } from './cases/requests.ts';
import type { ProviderWire } from './wire.ts';

/** A provider that the suite is to try. */
export interface ProviderUnderTest {
  /** As the tests are to be called. */
  readonly name: string;
  readonly provider: ModelProvider;
  /** How its service speaks: one of those that this package has, or one's own. */
  readonly wire: ProviderWire;
  /**
   * The settings with which the provider asks a service.
   *
   * @param origin where the service is, such as `http://127.0.0.1:5000`
   * @param key the key that it is to be asked with
   */
  settings(origin: string, key: string): Settings;
  /** What the provider is without. Default: nothing. */
  readonly lacks?: readonly ProviderAbility[];
}

const GROUPS = {
  'what is sent': REQUESTS,
  'what is made of answers': ANSWERS,
  'what is refused': FAILURES,
  'what does not come back whole': CUTS,
  'what is left behind': CANCELLING,
};

/**
 * Shows by vitest whether a provider keeps what core and users rely on. Its client asks a server on loopback
 * that stands in for the service and answers, refuses and breaks down as each case says.
 *
 * @example
 * ```ts
 * import { describeProviderConformance, messagesWire } from '@mcp-agent/testing/provider';
 *
 * describeProviderConformance({
 *   name: 'acme',
 *   provider: acmeProvider,
 *   wire: messagesWire,
 *   settings: (origin, key) => ({ acme: { apiKey: key, baseUrl: origin } }),
 * });
 * ```
 */
export function describeProviderConformance(subject: ProviderUnderTest): void {
  const { name, provider, wire, lacks = [] } = subject;
  const bench = createBench(provider, wire, (origin, key) => subject.settings(origin, key), lacks);
  for (const [group, cases] of Object.entries(GROUPS)) {
    describe(`${name}: ${group}`, () => {
      for (const { promise, needs, inBothModes = false, run } of cases) {
        const isSkipped = needs !== undefined && lacks.includes(needs);
        const modes = inBothModes ? [false, true] : [false];
        for (const isStreamed of modes) {
          const mode = inBothModes ? (isStreamed ? ' (streamed)' : ' (whole)') : '';
          // oxlint-disable-next-line vitest/expect-expect -- the case does
          test.skipIf(isSkipped)(`${promise}${mode}`, () => run(bench, isStreamed));
        }
      }
    });
  }
}
