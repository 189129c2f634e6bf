import type { Check, CheckResult, FinishedCheck } from './check.ts';
import { heading, seconds } from './print.ts';

/**
 * Runs checks, two at a time, and prints each one whole once it has ended. All of them run, whichever fails.
 */
export async function runChecks(
  checks: readonly Check[],
  print: (text: string) => void,
  atOnce = 2,
): Promise<readonly FinishedCheck[]> {
  const finished: FinishedCheck[] = [];
  const waiting = [...checks];
  const lane = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const begin = performance.now();
      const { ok, output } = await outcome(check);
      finished.push({ name: check.name, ok, output });
      const time = seconds(performance.now() - begin);
      print(
        `${heading(check.name)}\n${output === '' ? '' : `${output}\n`}${ok ? 'ok' : 'FAILED'} in ${time}`,
      );
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return finished;
}

/** A check that throws has failed like one that says so. */
async function outcome(check: Check): Promise<CheckResult> {
  try {
    return await check.run();
  } catch (error) {
    return { ok: false, output: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
