import { startTemporalServer } from '@mcp-agent/testing/temporal';
import { type Line, OURS, formatPeers, type Row, formatFigure, formatRatio } from '../measure/row.ts';
import { runSlices } from '../measure/slices.ts';
import { figureOf, ratioOf } from '../measure/stats.ts';

const RAW = 'raw SDK';

/** Four activities on Temporal, with one workflow at a time and with 50 concurrent ones, on the same tuned server. */
export const fourActivities: Row = {
  id: 'four-activities',
  async measure() {
    await using server = await startTemporalServer({ onProgress: () => {} });
    return [await inFlight(server.address, 1, 1), await inFlight(server.address, 50, 50)];
  },
};

async function inFlight(address: string, count: number, perSlice: number): Promise<Line> {
  const env = { BENCH_TEMPORAL: address };
  const args = [String(count)];
  const rounds = await runSlices(
    [
      { name: OURS, file: 'temporal/four-ours.ts', args, env },
      { name: RAW, file: 'temporal/four-raw.ts', args, env },
    ],
    { rounds: 7, ms: 800, warmMs: 3_000 },
  );
  const ratio = ratioOf(rounds.samples(OURS, 'us'), rounds.samples(RAW, 'us'));
  const each = figureOf(rounds.samples(OURS, 'us').map((us) => us / 1_000 / perSlice));
  return {
    what: `Temporal: a workflow of four activities, ${count === 1 ? 'one at a time' : `${count} in flight`}`,
    ours: `${formatRatio(ratio)} the raw SDK; ${formatFigure(each, 'ms')} each`,
    peers: formatPeers(rounds, [RAW], 'us', 'µs').map(
      (peer) => `${peer}${count === 1 ? '' : ` for ${count}`}`,
    ),
    marks: 'raw SDK 71 ms, tuned',
    goal: '≤ 1.05x',
    reached: ratio.median <= 1.05,
    why: "By profile of the workflow thread, about 2 ms more processor time: each run evaluates the user's file with its agent, and an activity creates one promise more than the SDK's, which records a stack trace for each promise.",
  };
}
