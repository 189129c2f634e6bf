import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { testTimeout } from '@mcp-agent/testing/support';
import { beforeAll, describe, expect, it } from 'vitest';

const JUDGE = fileURLToPath(new URL('judge-programs.ts', import.meta.url));

/** Returns the digest of the trace of each program on a mutant, or on the original engine. */
async function digests(fault: string): Promise<readonly string[]> {
  const options = { timeout: testTimeout(120_000), killSignal: 'SIGKILL' } as const;
  const { stdout } = await promisify(execFile)(process.execPath, [JUDGE, fault], options);
  return stdout.trim().split('\n');
}

const FAULTS: readonly string[] = [
  'a signal reaches every workflow',
  'an update is answered before its handler is done',
  'the failure of a child arrives without its cause',
  'an abandoned child ends with its parent',
  'the result is that of the first run, before it was continued as new',
  'an activity is tried once too often',
  'what an attempt said by heartbeat is lost to the next',
  'the cancellation of a part reaches the whole workflow',
  'a pause tears down what runs',
];

describe('200 random programs find a fault of an engine', () => {
  let right: readonly string[];

  beforeAll(async () => {
    right = await digests('');
  }, testTimeout(120_000));

  it('and do the same twice on an engine without a fault', async () => {
    expect(right).toHaveLength(200);
    expect(await digests('')).toEqual(right);
  });

  it.concurrent.each(FAULTS)('%s', async (fault) => {
    const faulty = await digests(fault);
    expect(faulty).toHaveLength(right.length);
    expect(faulty).not.toEqual(right);
  });
});
