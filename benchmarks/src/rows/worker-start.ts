import { startTemporalServer } from '@mcp-agent/testing/temporal';
import { OURS, peersOf, type Row, show, times } from '../measure/row.ts';
import { runRounds } from '../measure/rounds.ts';
import { figureOf, ratioOf } from '../measure/stats.ts';

const RAW = 'raw SDK';

/** A worker's process from its start to its first result: it bundles its file, polls, and runs four activities. */
export const workerStart: Row = {
  id: 'worker-start',
  async measure() {
    await using server = await startTemporalServer({ onProgress: () => {} });
    const env = { BENCH_TEMPORAL: server.address };
    const rounds = await runRounds(
      [
        { name: OURS, file: 'temporal/first-result-ours.ts', env },
        { name: RAW, file: 'temporal/first-result-raw.ts', env },
      ],
      5,
    );
    const ratio = ratioOf(rounds.samples(OURS, 'ms'), rounds.samples(RAW, 'ms'));
    return [
      {
        what: 'Temporal: a worker from its file to its first result, not bundled beforehand',
        ours: `${times(ratio)} the raw SDK; ${show(figureOf(rounds.samples(OURS, 'ms')), 'ms')}`,
        peers: peersOf(rounds, [RAW], 'ms', 'ms'),
        marks: 'raw SDK 1.6 s',
        goal: '≤ 1.1x',
        reached: ratio.median <= 1.1,
      },
      {
        what: 'Temporal: the same, bundled beforehand',
        ours: 'not measured',
        peers: [],
        marks: 'raw SDK 0.9 s',
        goal: '≤ 1.1x',
        reached: false,
        why: 'A worker takes a bundle only from its supervisor: no public option gives it one that was made before.',
      },
    ];
  },
};
