import { startTemporalServer } from '@mcp-agent/testing/temporal';
import { startModelServer } from '../measure/model-server.ts';
import { type Figures, runProgram } from '../measure/program.ts';
import { OURS, type Row, formatNumber } from '../measure/row.ts';

/** The size of histories on Temporal, and their growth with the turns of an agent. */
export const histories: Row = {
  id: 'histories',
  async measure() {
    await using server = await startTemporalServer({ onProgress: () => {} });
    const portable = await measureHistory(server.address, 1, 0);
    const twenty = await measureHistory(server.address, 20, 5_000);
    const forty = await measureHistory(server.address, 40, 5_000);
    const growth = forty.bytes / twenty.bytes;
    return [
      {
        what: "Temporal: the portable workflow's history",
        ours: `${portable.events} events, ${formatNumber(portable.bytes / 1_000)} KB`,
        peers: [],
        marks: 'mcp-agent in Python 35 events, 27.6 KB; openai-agents 23 events, 5.6 KB',
        goal: '≤ 23 events, ≤ 6 KB',
        reached: portable.events <= 23 && portable.bytes <= 6_000,
      },
      {
        what: 'Temporal: history of an agent of 40 tool calls with results of 5 KB',
        ours: `${formatNumber(forty.bytes / 1_000)} KB, ${formatNumber(growth)}x that of 20 calls`,
        peers: [],
        marks: 'openai-agents 4.67 MB',
        goal: '≤ 0.4 MB, linear',
        reached: forty.bytes <= 400_000 && growth < 2.2,
      },
    ];
  },
};

async function measureHistory(
  address: string,
  calls: number,
  result: number,
): Promise<{ events: number; bytes: number }> {
  await using model = await startModelServer(calls);
  const figures: Figures = await runProgram({
    name: OURS,
    file: 'temporal/history.ts',
    args: [String(calls)],
    env: { BENCH_TEMPORAL: address, BENCH_MODEL: model.baseUrl, BENCH_RESULT: String(result) },
  });
  return { events: figures['events'] ?? Number.NaN, bytes: figures['bytes'] ?? Number.NaN };
}
