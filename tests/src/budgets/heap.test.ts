import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runProgram } from '../process.ts';

/** For comparison: a timer in an async function, registered by ID, takes 1,330; detecting awaited steps takes 230. */
const MAX_WAITING = 3_000;
/** Memory of a closed run, until the next full collection. */
const MAX_FINISHED = 550;

test('a run stays within its heap budget, while it waits and after it has closed', async () => {
  const program = fileURLToPath(new URL('programs/heap-per-run.ts', import.meta.url));
  const { status, output } = await runProgram(
    [process.execPath, '--expose-gc', program],
    import.meta.dirname,
  );
  expect(status, output).toBe(0);
  const { asleep, signalled, finished }: Record<string, number> = JSON.parse(output);
  console.log(
    `heap per run: ${asleep} B asleep, ${signalled} B for a signal, ${finished} B when it has ended`,
  );
  expect(asleep).toBeLessThanOrEqual(MAX_WAITING);
  expect(signalled).toBeLessThanOrEqual(MAX_WAITING);
  expect(finished).toBeLessThanOrEqual(MAX_FINISHED);
});
