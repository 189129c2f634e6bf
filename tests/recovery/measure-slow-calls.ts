import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { startTemporalServer } from '@mcp-agent/testing/temporal';
import { lostSlowCalls } from './slow-calls.ts';

// `node recovery/measure-slow-calls.ts`: 1,000 slow calls, pauses of the event loop of 3 s, six busy loops beside.
const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '1000' },
    ms: { type: 'string', default: '20000' },
    pauseMs: { type: 'string', default: '3000' },
    loops: { type: 'string', default: '6' },
    workers: { type: 'string', default: '2' },
    concurrent: { type: 'string', default: '100' },
  },
});

const loops = Array.from({ length: Number(values.loops) }, () =>
  spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore' }),
);
const end = (): void => {
  for (const loop of loops) loop.kill('SIGKILL');
};
process.once('exit', end);
await using server = await startTemporalServer();
const startedAt = Date.now();
const lost = await lostSlowCalls({
  address: server.address,
  workers: Number(values.workers),
  maxConcurrentActivities: Number(values.concurrent),
  calls: Number(values.calls),
  ms: Number(values.ms),
  pauseMs: Number(values.pauseMs),
});
end();
console.log(
  `${values.calls} calls of ${values.ms} ms, pauses of ${values.pauseMs} ms, ${values.loops} busy loops: ` +
    `${lost} taken for dead, in ${Math.round((Date.now() - startedAt) / 1_000)} s.`,
);
