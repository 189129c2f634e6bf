import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflows } from '@mcp-agent/executor-temporal/worker';
import { startTemporalServer } from '@mcp-agent/testing/temporal';
import { bundleWorkflowCode } from '@temporalio/worker';
import { type Line, OURS, formatPeers, type Row, formatFigure, formatRatio } from '../measure/row.ts';
import { runRounds } from '../measure/rounds.ts';
import { figureOf, ratioOf } from '../measure/stats.ts';

const RAW = 'raw SDK';
const PROGRAMS = new URL('../programs/temporal/', import.meta.url);

/** A worker process from its start to its first result: it bundles its file or reads a bundle, polls, and runs four activities. */
export const workerStart: Row = {
  id: 'worker-start',
  async measure() {
    await using server = await startTemporalServer({ onProgress: () => {} });
    const folder = mkdtempSync(join(tmpdir(), 'mcp-agent-bench-'));
    try {
      const files = { ours: join(folder, 'ours.js'), raw: join(folder, 'raw.js') };
      const { code: ours } = await bundleWorkflows(new URL('workflows.ts', PROGRAMS));
      const { code: raw } = await bundleWorkflowCode({
        workflowsPath: new URL('raw-workflows.ts', PROGRAMS).pathname,
        logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} },
      });
      await Promise.all([writeFile(files.ours, ours), writeFile(files.raw, raw)]);
      return [await measureStart(server.address), await measureStart(server.address, files)];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measureStart(
  address: string,
  bundles?: { readonly ours: string; readonly raw: string },
): Promise<Line> {
  const env = { BENCH_TEMPORAL: address };
  const rounds = await runRounds(
    [
      { name: OURS, file: 'temporal/first-result-ours.ts', env, args: bundles ? [bundles.ours] : [] },
      { name: RAW, file: 'temporal/first-result-raw.ts', env, args: bundles ? [bundles.raw] : [] },
    ],
    9,
  );
  const ratio = ratioOf(rounds.samples(OURS, 'ms'), rounds.samples(RAW, 'ms'));
  return {
    what: `Temporal: a worker from its start to its first result, ${bundles ? 'with' : 'without'} a prebuilt bundle`,
    ours: `${formatRatio(ratio)} the raw SDK; ${formatFigure(figureOf(rounds.samples(OURS, 'ms')), 'ms')}`,
    peers: formatPeers(rounds, [RAW], 'ms', 'ms'),
    marks: bundles ? 'raw SDK 0.9 s' : 'raw SDK 1.6 s',
    goal: '≤ 1.1x',
    reached: ratio.median <= 1.1,
  };
}
