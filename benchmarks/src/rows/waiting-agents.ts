import { startTemporalServer } from '@mcp-agent/testing/temporal';
import { OURS, formatPeers, type Row, formatFigure } from '../measure/row.ts';
import { runRounds } from '../measure/rounds.ts';
import { figureOf } from '../measure/stats.ts';

const RAW = 'raw SDK, an empty workflow';

/** The memory of a worker with 1,000 waiting agents in its cache. */
export const waitingAgents: Row = {
  id: 'waiting-agents',
  async measure() {
    await using server = await startTemporalServer({ onProgress: () => {} });
    const env = { BENCH_TEMPORAL: server.address };
    const flags = ['--max-old-space-size=6144'];
    const rounds = await runRounds(
      [
        { name: OURS, file: 'temporal/waiting-ours.ts', env, flags },
        { name: RAW, file: 'temporal/waiting-raw.ts', env, flags },
      ],
      3,
    );
    const ours = figureOf(rounds.samples(OURS, 'mb'));
    const why = rounds.unavailable.get(OURS);
    return [
      {
        what: "Temporal: a worker's memory for 1,000 waiting agents",
        ours: formatFigure(ours, 'MB'),
        peers: formatPeers(rounds, [RAW], 'mb', 'MB'),
        marks: 'raw SDK 290 MB for an empty workflow, openai-agents about 2.5 GB',
        goal: '≤ 350 MB',
        reached: ours.median <= 350,
        why:
          why ??
          'The raw SDK runs an empty workflow. Temporal evaluates the bundle for each run, and a quarter of the bundle is this project.',
      },
    ];
  },
};
