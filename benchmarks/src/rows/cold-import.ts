import { type Program, runProgram } from '../measure/program.ts';
import { OURS, formatPeers, formatNumber, type Row, formatFigure } from '../measure/row.ts';
import { runRounds } from '../measure/rounds.ts';
import { figureOf } from '../measure/stats.ts';

const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  [OURS]: ['@mcp-agent/core', '@mcp-agent/executor-asyncio', '@mcp-agent/llm-openai'],
  'AI SDK': ['ai', '@ai-sdk/openai'],
  'OpenAI Agents': ['@openai/agents'],
  LangGraph: ['@langchain/langgraph', '@langchain/openai'],
  Mastra: ['@mastra/core', '@mastra/core/agent', '@ai-sdk/openai'],
};

const programs: readonly Program[] = Object.entries(PACKAGES).map(([name, args]) => ({
  name,
  file: 'import/import.ts',
  args,
}));

/** The import time of the published packages, each time in a new process. */
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
        ours: `${formatFigure(ours, 'ms')}; ${counted['modules']} modules, ${formatNumber(memory)} MB`,
        peers: formatPeers(rounds, Object.keys(PACKAGES).slice(1), 'ms', 'ms'),
        marks: 'AI SDK 161 ms, OpenAI Agents 537, Mastra 919, mcp-agent in Python 2,800',
        goal: '≤ 50 ms',
        reached: ours.median <= 50,
      },
    ];
  },
};
