import { OURS, formatPeers, formatNumber, type Row, formatFigure } from '../measure/row.ts';
import { runRounds } from '../measure/rounds.ts';
import { figureOf } from '../measure/stats.ts';

const FLAGS = ['--expose-gc', '--max-old-space-size=4096'];
const SLEEPS = 'asleep';
const PEERS = ['a bare timer', 'TanStack workflow-core', 'LangGraph', 'Mastra'];

/** The heap of a waiting workflow. */
export const waitingWorkflows: Row = {
  id: 'waiting-workflows',
  async measure() {
    const rounds = await runRounds(
      [
        { name: OURS, file: 'waiting/mcp-agent.ts', flags: FLAGS },
        { name: SLEEPS, file: 'waiting/mcp-agent-sleep.ts', flags: FLAGS },
        { name: 'a bare timer', file: 'waiting/bare-timer.ts', flags: FLAGS },
        { name: 'TanStack workflow-core', file: 'waiting/tanstack.ts', flags: FLAGS },
        { name: 'LangGraph', file: 'waiting/langgraph.ts', flags: FLAGS },
        { name: 'Mastra', file: 'waiting/mastra.ts', flags: FLAGS },
      ],
      2,
    );
    const ours = figureOf(rounds.samples(OURS, 'bytes'));
    const sleeps = figureOf(rounds.samples(SLEEPS, 'bytes'));
    return [
      {
        what: 'heap per waiting workflow, 100,000 of them (LangGraph 10,000, Mastra 5,000)',
        ours: `${formatFigure(ours, 'B')} for a signal, ${formatNumber(sleeps.median)} B asleep`,
        peers: formatPeers(rounds, PEERS, 'bytes', 'B'),
        marks: 'a bare timer 0.6 KB, TanStack 1.0, LangGraph 3.3, Mastra 4.5',
        goal: '≤ 1.5 KB',
        reached: Math.max(ours.median, sleeps.median) <= 1_536,
        why: 'Without this project, a sleeping async function with AsyncLocalStorage, an ID and a handle takes 1,334 B. TanStack and LangGraph keep no function: they run it again. The other 1,000 B are the scope, wait, inbox, history, request and conditions of the run.',
      },
    ];
  },
};
