import { type Program, runProgram } from '../measure/program.ts';
import { OURS, peersOf, round, type Row, show } from '../measure/row.ts';
import { runRounds } from '../measure/rounds.ts';
import { figureOf } from '../measure/stats.ts';

const WHAT: Readonly<Record<string, readonly string[]>> = {
  [OURS]: ['@mcp-agent/core', '@mcp-agent/executor-asyncio', '@mcp-agent/llm-openai'],
  'AI SDK': ['ai', '@ai-sdk/openai'],
  'OpenAI Agents': ['@openai/agents'],
  LangGraph: ['@langchain/langgraph', '@langchain/openai'],
  Mastra: ['@mastra/core', '@mastra/core/agent', '@ai-sdk/openai'],
};

const programs: readonly Program[] = Object.entries(WHAT).map(([name, args]) => ({
  name,
  file: 'import/import.ts',
  args,
}));

/** What a program waits for before its first line: the packages as they are published, each time in a new process. */
export const coldImport: Row = {
  id: 'cold-import',
  async measure() {
    const rounds = await runRounds(programs, 7);
    const ours = figureOf(rounds.samples(OURS, 'ms'));
    const [first] = programs;
    const counted = first === undefined ? {} : await runProgram({ ...first, env: { BENCH_COUNT: '1' } });
    const memory = figureOf(rounds.samples(OURS, 'mb')).median;
    return [
      {
        what: 'cold import of core, executor-asyncio and llm-openai',
        ours: `${show(ours, 'ms')}; ${counted['modules']} modules, ${round(memory)} MB`,
        peers: peersOf(rounds, Object.keys(WHAT).slice(1), 'ms', 'ms'),
        marks: 'AI SDK 161 ms, OpenAI Agents 537, Mastra 919, mcp-agent in Python 2,800',
        goal: '≤ 50 ms',
        reached: ours.median <= 50,
      },
    ];
  },
};
