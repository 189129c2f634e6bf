import { startTemporalServer } from '@mcp-agent/testing/temporal';
import { OURS, peersOf, type Row, show } from '../measure/row.ts';
import { runRounds } from '../measure/rounds.ts';
import { figureOf } from '../measure/stats.ts';

const RAW = 'raw SDK, an empty workflow';

/** What a worker's process grows by when 1,000 agents wait in it, all of them in its cache. */
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
        ours: show(ours, 'MB'),
        peers: peersOf(rounds, [RAW], 'mb', 'MB'),
        marks: 'raw SDK 290 MB for an empty workflow, openai-agents about 2.5 GB',
        goal: '≤ 350 MB',
        reached: ours.median <= 350,
        why:
          why ??
          "The raw SDK's waits in an empty workflow. Temporal evaluates the bundle anew for each, and a quarter of it is this project's.",
      },
    ];
  },
};
