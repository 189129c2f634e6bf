import { startModelServer } from '../measure/model-server.ts';
import { type Line, OURS, formatNumber, type Row, formatRatio } from '../measure/row.ts';
import { runSlices } from '../measure/slices.ts';
import { figureOf, ratioOf } from '../measure/stats.ts';

const LOOP = 'hand-written loop';

interface Load {
  readonly what: string;
  readonly calls: number;
  readonly tools: number;
  readonly result: number;
}

const LOADS: readonly Load[] = [
  { what: '1 tool call', calls: 1, tools: 1, result: 0 },
  { what: '40 tool calls', calls: 40, tools: 1, result: 0 },
  { what: '100 tools offered', calls: 1, tools: 100, result: 0 },
  { what: 'a result of 200 KB', calls: 1, tools: 1, result: 200_000 },
];

/**
 * Agent runs with more turns, more tools or larger results, relative to the loop: the overhead must not grow faster than the
 * work.
 */
export const growth: Row = {
  id: 'growth',
  async measure() {
    const lines: Line[] = [];
    let base: number | undefined;
    for (const load of LOADS) {
      const { line, ratio } = await measureLoad(load);
      base ??= ratio;
      // Allows for noise in two medians.
      lines.push({ ...line, reached: ratio <= base * 1.15 });
    }
    return lines;
  },
};

async function measureLoad({
  what,
  calls,
  tools,
  result,
}: Load): Promise<{ line: Omit<Line, 'reached'>; ratio: number }> {
  await using model = await startModelServer(calls);
  const env = {
    BENCH_MODEL: model.baseUrl,
    BENCH_TOOLS: String(tools),
    BENCH_RESULT: String(result),
  };
  const rounds = await runSlices(
    [
      { name: OURS, file: 'agent/mcp-agent.ts', env },
      { name: LOOP, file: 'agent/loop.ts', env },
    ],
    { rounds: 9, ms: 300, warmMs: 1_500 },
  );
  const ours = rounds.samples(OURS, 'us');
  const loop = rounds.samples(LOOP, 'us');
  const ratio = ratioOf(ours, loop);
  const why = rounds.unavailable.get(OURS);
  const line = {
    what: `growth: an agent run with ${what}`,
    ours: `${formatRatio(ratio)} the loop; ${formatNumber(figureOf(ours).median / 1_000)} ms`,
    peers: [`${LOOP} ${formatNumber(figureOf(loop).median / 1_000)} ms`],
    marks: '',
    goal: 'the same ratio as with 1 tool call',
    ...(why !== undefined && { why }),
  };
  return { line, ratio: ratio.median };
}
