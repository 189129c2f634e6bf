import { bundleWorkflows } from '@mcp-agent/executor-temporal/worker';
import { expect, test } from 'vitest';
import { PORTABLE } from './portable.ts';

/**
 * Each workflow run evaluates all of it anew: 1,000 workflows that wait have it in memory a thousand times. Temporal's
 * own part of it is 545,000.
 */
const MOST_BYTES = 750_000;

test('what the isolate loads for the portable workflow is small', async () => {
  const { code } = await bundleWorkflows(PORTABLE);
  const bytes = Buffer.byteLength(code.replace(/^\/\/# sourceMappingURL=.*$/m, ''));
  console.log(`bundle of the portable workflow, without its source map: ${bytes} bytes`);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
});
