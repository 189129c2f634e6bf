import { OURS, formatNumber, type Row, formatRatio } from '../measure/row.ts';
import { runRounds } from '../measure/rounds.ts';
import { figureOf } from '../measure/stats.ts';

const FLAGS = ['--expose-gc'];
const PEERS = new Map([
  ['TanStack workflow-core', '100,000'],
  ['Mastra', '10,000'],
  ['LangGraph', '10,000'],
]);

/** The empty workflow after many runs, and the heap that those leave behind. */
export const finishedRuns: Row = {
  id: 'finished-runs',
  async measure() {
    const rounds = await runRounds(
      [
        { name: OURS, file: 'finished/mcp-agent.ts', flags: FLAGS },
        { name: 'TanStack workflow-core', file: 'finished/tanstack.ts', flags: FLAGS },
        { name: 'Mastra', file: 'finished/mastra.ts', flags: FLAGS },
        { name: 'LangGraph', file: 'finished/langgraph.ts', flags: FLAGS },
      ],
      3,
    );
    const grown = figureOf(rounds.samples(OURS, 'ratio'));
    const left = figureOf(rounds.samples(OURS, 'bytesPerRun')).median;
    return [
      {
        what: 'empty workflow after 100,000 finished runs, relative to before',
        ours: `${formatRatio(grown)}; ${formatNumber(left)} B left by each`,
        peers: [...PEERS].map(([name, count]) => {
          const ratio = figureOf(rounds.samples(name, 'ratio'));
          const bytes = figureOf(rounds.samples(name, 'bytesPerRun')).median;
          const why = rounds.unavailable.get(name);
          return why === undefined
            ? `${name} ${formatRatio(ratio)} after ${count}; ${formatNumber(bytes)} B left by each`
            : `${name}: not available (${why})`;
        }),
        marks: 'Mastra grows from 0.16 to 2.5 ms at 30,000',
        goal: '≤ 1.1x, memory bounded',
        reached: grown.median <= 1.1 && left < 50,
      },
    ];
  },
};
