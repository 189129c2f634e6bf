/**
 * Runs random programs on a mutant, or on the original engine, and prints the digest of each trace: a mutant is found
 * if a digest differs from that of the original engine.
 *
 * Arguments: the mutant's fault, or an empty string; the number of programs.
 */
import { createHash } from 'node:crypto';
import { loadMutant } from './load-mutant.ts';

const [fault = '', count = '200'] = process.argv.slice(2);
loadMutant(fault);

// Imported here because the mutated files are edited as they load.
const { registerActivities } = await import('@mcp-agent/core');
const { AsyncioExecutor } = await import('@mcp-agent/executor-asyncio');
const { tracesOf } = await import('@mcp-agent/conformance/fuzz');
registerActivities(await import('@mcp-agent/conformance/fuzz/activities'));

// A fault may cause an unhandled rejection. Only the traces count.
process.on('unhandledRejection', () => {});

const executor = new AsyncioExecutor({ logger: { type: 'none' }, asyncio: { closeGraceSeconds: 0 } });
for await (const trace of tracesOf(executor, { programs: Number(count) })) {
  console.log(createHash('sha256').update(trace).digest('hex'));
}
process.exit();
