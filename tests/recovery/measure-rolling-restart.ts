import { parseArgs } from 'node:util';
import { startTemporalServer } from '@mcp-agent/testing/temporal';
import { rollingRestart } from './rolling-restart.ts';

// `node recovery/measure-rolling-restart.ts`: 200 agents with tools of 45 s, while all four workers are replaced.
const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '4' },
    agents: { type: 'string', default: '200' },
    turns: { type: 'string', default: '2' },
    modelMs: { type: 'string', default: '500' },
    toolMs: { type: 'string', default: '45000' },
  },
});

await using server = await startTemporalServer();
const result = await rollingRestart({
  address: server.address,
  workers: Number(values.workers),
  agents: Number(values.agents),
  turns: Number(values.turns),
  modelMs: Number(values.modelMs),
  toolMs: Number(values.toolMs),
});
const expected = Number(values.agents) * (Number(values.turns) * 2 + 1);
console.log(
  `${values.agents} agents, tools of ${values.toolMs} ms, ${values.workers} workers replaced: ` +
    `${result.failures.length} agents failed, ${result.begun} of ${expected} steps began, ${result.repeated} were repeated.`,
  `Exit statuses: ${result.statuses.join(', ')}.`,
);
for (const failure of result.failures.slice(0, 5)) console.log(failure);
