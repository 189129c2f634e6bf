import { runSlices } from '../measure/slices.ts';
import { OURS, formatPeers, type Row, formatFigure } from '../measure/row.ts';
import { figureOf } from '../measure/stats.ts';

const PEERS = ['TanStack workflow-core', 'Mastra', 'LangGraph'];
const BARE = 'a bare async function with an id';

/** An empty workflow, from its start to its result. */
export const emptyWorkflow: Row = {
  id: 'empty-workflow',
  async measure() {
    const rounds = await runSlices([
      { name: OURS, file: 'empty/mcp-agent.ts' },
      { name: 'TanStack workflow-core', file: 'empty/tanstack.ts' },
      { name: 'Mastra', file: 'empty/mastra.ts' },
      { name: 'LangGraph', file: 'empty/langgraph.ts' },
      { name: BARE, file: 'empty/bare.ts' },
    ]);
    const ours = figureOf(rounds.samples(OURS, 'us'));
    return [
      {
        what: 'empty workflow in memory, start to result',
        ours: formatFigure(ours, 'µs'),
        peers: formatPeers(rounds, [...PEERS, BARE], 'us', 'µs'),
        marks: 'TanStack 10 µs, Mastra 28, LangGraph 522, mcp-agent in Python 201',
        goal: '≤ 5 µs',
        reached: ours.median <= 5,
        why: 'By profile, most of the time is spent on IDs, the maps of runs, and garbage collection.',
      },
    ];
  },
};
