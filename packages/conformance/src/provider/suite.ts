import type { Settings } from '@mcp-agent/core';
import type { ModelProvider } from '@mcp-agent/core/provider';
import { describe, test } from 'vitest';
import { testTimeout } from '@mcp-agent/testing/support';
import { type Bench, createBench } from './bench.ts';
import { AIMOCK } from './cases/aimock.ts';
import { ANSWERS } from './cases/answers.ts';
import { CANCELLING } from './cases/cancelling.ts';
import type { ProviderAbility } from './ability.ts';
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

/** A case takes some milliseconds, on a machine that is busy some seconds. */
const CASE_TIMEOUT_MS = testTimeout(60_000);
/** Shorter where the caller expects cases to wait in vain. */
const BROKEN_CASE_TIMEOUT_MS = testTimeout(10_000);

const GROUPS = {
  'what is sent': REQUESTS,
  'what is made of answers': ANSWERS,
  'what is refused': FAILURES,
  'what does not come back whole': CUTS,
  'what is left behind': CANCELLING,
  'what others take the protocol to be': AIMOCK,
};

/**
 * Shows by vitest whether a provider keeps what core and users rely on. Its client asks a server on loopback
 * that stands in for the service and answers, refuses and breaks down as each case says.
 *
 * @example
 * ```ts
 * import { describeProviderConformance, messagesWire } from '@mcp-agent/conformance/provider';
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
  const bench = benchOf(subject);
  for (const [group, trials] of Object.entries(trialsFor(subject))) {
    describe(`${subject.name}: ${group}`, () => {
      for (const { title, run } of trials) {
        // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- the case asserts, and has its title
        test(title, () => run(bench), CASE_TIMEOUT_MS);
      }
    });
  }
}

/**
 * Runs the suite without vitest's reports: for showing that a provider with a fault is found out.
 *
 * @returns what the provider does not keep, in the words of the suite
 */
export async function brokenPromises(subject: ProviderUnderTest): Promise<readonly string[]> {
  const bench = benchOf(subject);
  const broken: string[] = [];
  for (const { title, run } of Object.values(trialsFor(subject)).flat()) {
    await inTime(run(bench)).catch(() => broken.push(title));
  }
  return broken;
}

/** A provider with a fault may keep a case waiting for ever. */
async function inTime(running: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('It takes too long.')), BROKEN_CASE_TIMEOUT_MS);
  try {
    await Promise.race([running, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** A case in one of the modes in which it is run. */
interface Trial {
  readonly title: string;
  readonly run: (bench: Bench) => Promise<void>;
}

function benchOf({ provider, wire, lacks, settings }: ProviderUnderTest): Bench {
  return createBench(provider, wire, (origin, key) => settings(origin, key), lacks);
}

/** The cases of what the provider can do. */
function trialsFor({ lacks = [] }: ProviderUnderTest): Record<string, readonly Trial[]> {
  const entries = Object.entries(GROUPS).map(([group, cases]): [string, Trial[]] => [
    group,
    cases
      .filter(({ needs }) => needs === undefined || !lacks.includes(needs))
      .flatMap(({ promise, inBothModes = false, run }) =>
        (inBothModes ? [false, true] : [false]).map((isStreamed) => ({
          title: inBothModes ? `${promise} (${isStreamed ? 'streamed' : 'whole'})` : promise,
          run: (bench: Bench) => run(bench, isStreamed),
        })),
      ),
  ]);
  // A group of what it cannot do at all is none.
  return Object.fromEntries(entries.filter(([, trials]) => trials.length > 0));
}
