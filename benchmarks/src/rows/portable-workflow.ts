import { startTemporalServer } from '@mcp-agent/testing/temporal';
import { startModelServer } from '../measure/model-server.ts';
import { OURS, formatPeers, type Row, formatFigure, formatRatio } from '../measure/row.ts';
import { runSlices } from '../measure/slices.ts';
import { figureOf, ratioOf } from '../measure/stats.ts';

/** This peer connects to an MCP server anew for each call, so the tool is an activity there. */
const PEER = "openai-agents (Temporal's; the MCP tool called by an activity)";

/** The portable workflow on Temporal, one at a time: two model calls and an MCP tool call. */
export const portableWorkflow: Row = {
  id: 'portable-workflow',
  async measure() {
    await using server = await startTemporalServer({ onProgress: () => {} });
    await using model = await startModelServer();
    const env = { BENCH_TEMPORAL: server.address, BENCH_MODEL: model.baseUrl };
    const rounds = await runSlices(
      [
        { name: OURS, file: 'temporal/portable-ours.ts', env },
        { name: PEER, file: '../../openai-agents/src/portable.ts', env },
      ],
      { rounds: 21, ms: 800, warmMs: 3_000 },
    );
    const [ours, peer] = [OURS, PEER].map((name) => rounds.samples(name, 'us').map((us) => us / 1_000));
    const ratio = ratioOf(ours ?? [], peer ?? []);
    return [
      {
        what: 'Temporal: the portable workflow, one at a time',
        ours: `${formatRatio(ratio)} openai-agents; ${formatFigure(figureOf(ours ?? []), 'ms')}`,
        peers: formatPeers(rounds, [PEER], 'us', 'µs'),
        marks: 'openai-agents 82 ms tuned, 368 ms stock',
        goal: '≤ 1.0x',
        reached: ratio.median <= 1,
      },
    ];
  },
};
