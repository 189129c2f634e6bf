import { startModelServer } from '../measure/model-server.ts';
import { OURS, peersOf, type Row, show, times } from '../measure/row.ts';
import { runSlices } from '../measure/slices.ts';
import { figureOf, ratioOf } from '../measure/stats.ts';

const LOOP = 'hand-written loop';
const PEERS = ['AI SDK', 'OpenAI Agents', 'LangGraph', 'Mastra'];

/** An agent that calls one tool, over stdio, and answers: two model calls on loopback. */
export const agentRun: Row = {
  id: 'agent-run',
  async measure() {
    await using model = await startModelServer();
    const env = { BENCH_MODEL: model.baseUrl };
    const rounds = await runSlices(
      [
        { name: OURS, file: 'agent/mcp-agent.ts', env },
        { name: LOOP, file: 'agent/loop.ts', env },
        { name: 'AI SDK', file: 'agent/ai-sdk.ts', env },
        { name: 'OpenAI Agents', file: 'agent/openai-agents.ts', env },
        { name: 'LangGraph', file: 'agent/langgraph.ts', env },
        { name: 'Mastra', file: 'agent/mastra.ts', env },
      ],
      { warmMs: 2_000 },
    );
    const ours = rounds.samples(OURS, 'us');
    const loop = rounds.samples(LOOP, 'us');
    const overLoop = ratioOf(ours, loop);
    // What a machine that others use changes least.
    const inCpu = ratioOf(rounds.samples(OURS, 'cpuUs'), rounds.samples(LOOP, 'cpuUs'));
    const beyond = figureOf(ours.map((us, round) => (us - (loop[round] ?? Number.NaN)) / 1_000));
    return [
      {
        what: 'agent run: two model calls and an MCP tool call, against a hand-written loop on the `openai` client',
        ours: `${times(overLoop)} the loop, ${times(inCpu)} in processor time; ${show(figureOf(ours), 'µs')}`,
        peers: peersOf(rounds, [LOOP, ...PEERS], 'us', 'µs'),
        marks:
          'loop 0.90 ms, AI SDK 1.37, OpenAI Agents 1.71, LangGraph 4.0, Mastra 6.4 (a tool in the process)',
        goal: '≤ 1.10x the loop',
        reached: overLoop.median <= 1.1,
        why: "The messages on the wire are the loop's. What is more, by profile: each of the three activities has an abort controller and a timer, JSON is copied at its doors, and what the model said is kept by id.",
      },
      {
        what: 'the portable workflow, warm, in memory: what it takes beyond its two model calls and one tool call',
        ours: show(beyond, 'ms'),
        peers: ['the hand-written loop of the row above is what is taken off'],
        marks: 'mcp-agent in Python 1.4 s in all',
        goal: '≤ 20 ms',
        reached: beyond.median <= 20,
      },
    ];
  },
};
