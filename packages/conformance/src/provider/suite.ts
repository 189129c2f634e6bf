import { describe, test } from 'vitest';
import { testTimeout } from '@mcp-agent/testing/support';
import { type ProviderHarness, createHarness } from './harness.ts';
import { AIMOCK } from './cases/aimock.ts';
import { ANSWERS } from './cases/answers.ts';
import { CANCELLATIONS } from './cases/cancellations.ts';
import { INTERRUPTIONS } from './cases/interruptions.ts';
import { ERRORS } from './cases/errors.ts';
import { CONVERSATIONS } from './cases/conversations.ts';
import { NAMED_SERVICES } from './cases/named-services.ts';
import { REQUESTS } from './cases/requests.ts';
import { withTimeout } from '../with-timeout.ts';
import type { ProviderUnderTest } from './provider-under-test.ts';

/** A case takes some milliseconds, on a busy machine some seconds. */
const CASE_TIMEOUT_MS = testTimeout(60_000);
/** Shorter, because cases of a faulty provider are expected to hang. */
const FAULTY_CASE_TIMEOUT_MS = testTimeout(10_000);

const GROUPS = {
  requests: REQUESTS,
  conversations: CONVERSATIONS,
  'named services': NAMED_SERVICES,
  answers: ANSWERS,
  errors: ERRORS,
  interruptions: INTERRUPTIONS,
  cancellation: CANCELLATIONS,
  aimock: AIMOCK,
};

/**
 * Verifies with vitest that a provider meets the requirements of core: a test for each case. Its client connects to a
 * stand-in for the service on the loopback interface, which returns answers, errors and broken responses.
 *
 * @example
 * ```ts
 * import { describeProviderConformance, messagesProtocol } from '@mcp-agent/conformance/provider';
 *
 * describeProviderConformance({
 *   name: 'acme',
 *   provider: acmeProvider,
 *   protocol: messagesProtocol,
 *   settings: (origin, key) => ({ acme: { apiKey: key, baseUrl: origin } }),
 * });
 * ```
 */
export function describeProviderConformance(subject: ProviderUnderTest): void {
  const harness = createHarness(subject);
  for (const [group, tests] of Object.entries(casesFor(subject))) {
    describe(`${subject.name}: ${group}`, () => {
      for (const { title, run } of tests) {
        // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- the case asserts, and has its title
        test(title, () => run(harness), CASE_TIMEOUT_MS);
      }
    });
  }
}

/**
 * Runs the suite without vitest's reports, for example to verify that it detects a faulty provider.
 *
 * @returns the titles of the cases that fail
 */
export async function failedCases(subject: ProviderUnderTest): Promise<readonly string[]> {
  const harness = createHarness(subject);
  const failed: string[] = [];
  for (const { title, run } of Object.values(casesFor(subject)).flat()) {
    await withTimeout(run(harness), FAULTY_CASE_TIMEOUT_MS, 'The case did not end.').catch(() =>
      failed.push(title),
    );
  }
  return failed;
}

/** A case in one of its modes. */
interface NamedCase {
  readonly title: string;
  readonly run: (harness: ProviderHarness) => Promise<void>;
}

/** Returns the cases for the abilities of a provider, by group. */
function casesFor({ lacks = [] }: ProviderUnderTest): Record<string, readonly NamedCase[]> {
  const entries = Object.entries(GROUPS).map(([group, cases]): [string, NamedCase[]] => [
    group,
    cases
      .filter(({ needs }) => needs === undefined || !lacks.includes(needs))
      .flatMap(({ title, inBothModes = false, run }) =>
        (inBothModes ? [false, true] : [false]).map((isStreamed) => ({
          title: inBothModes ? `${title} (${isStreamed ? 'streamed' : 'whole'})` : title,
          run: (harness: ProviderHarness) => run(harness, isStreamed),
        })),
      ),
  ]);
  // A group may have no case for the provider.
  return Object.fromEntries(entries.filter(([, tests]) => tests.length > 0));
}
