import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { expect, it } from 'vitest';
import { rollingRestart } from '../../recovery/rolling-restart.ts';
import { lostSlowCalls } from '../../recovery/slow-calls.ts';

// Short forms of the programs in tests/recovery.
describeWithTemporal('workers that are slow, stopped or killed', ({ address }) => {
  it('take no slow call for dead while event loops pause for 3 seconds', async () => {
    const lost = await lostSlowCalls({
      address,
      workers: 1,
      maxConcurrentActivities: 50,
      calls: 50,
      ms: 8_000,
      pauseMs: 3_000,
    });
    expect(lost).toBe(0);
  });

  it('lose and repeat no step while all of them are replaced', async () => {
    const result = await rollingRestart({
      address,
      workers: 2,
      agents: 10,
      turns: 3,
      modelMs: 100,
      toolMs: 1_500,
    });
    expect(result).toEqual({ failures: [], begun: 70, repeated: 0, statuses: [0, 0] });
  });
});
