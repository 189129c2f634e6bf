import { OURS, peersOf, round, type Row, show } from '../measure/row.ts';
import { runRounds } from '../measure/rounds.ts';
import { figureOf } from '../measure/stats.ts';

const FLAGS = ['--expose-gc', '--max-old-space-size=4096'];
const SLEEPS = 'asleep';
const PEERS = ['a bare timer', 'TanStack workflow-core', 'LangGraph', 'Mastra'];

/** The heap of each workflow that waits, with all that it can do meanwhile. */
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
        ours: `${show(ours, 'B')} for a signal, ${round(sleeps.median)} B asleep`,
        peers: peersOf(rounds, PEERS, 'bytes', 'B'),
        marks: 'a bare timer 0.6 KB, TanStack 1.0, LangGraph 3.3, Mastra 4.5',
        goal: '≤ 1.5 KB',
        reached: Math.max(ours.median, sleeps.median) <= 1_536,
        why: 'A live async function that sleeps, is found as the current one (AsyncLocalStorage) and by its id, with a handle, has 1,334 B without any of this project. TanStack and LangGraph keep no function: they run it again. The other 1,000 B are what the run can do: its scope and wait, inbox, history, request, conditions.',
      },
    ];
  },
};
