/**
 * `pnpm fuzz --programs N --seed S --engines asyncio,temporal,sqlite`: runs random programs on the engines, and prints
 * the first program in which an engine differs from the first engine.
 */
import { parseArgs } from 'node:util';
import * as activities from '@mcp-agent/conformance/fuzz/activities';
import { describeDivergence, findDivergence } from '@mcp-agent/conformance/fuzz';
import { registerActivities } from '@mcp-agent/core';
import { ENGINES, type StartedEngine } from './engines.ts';

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    programs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: `${Math.floor(Math.random() * 1e9)}` },
    engines: { type: 'string', default: Object.keys(ENGINES).join(',') },
  },
});
const options = { programs: Number(values.programs), seed: Number(values.seed) };
const names = values.engines.split(',');
const starts = names.map((name) => ENGINES[name] ?? fail(`--engines ${name}: unknown engine.`));
if (names.length < 2) fail(`--engines ${values.engines}: name at least two engines.`);
for (const [name, value] of Object.entries(options)) {
  if (!Number.isInteger(value) || value < 0) fail(`--${name} ${value}: not a whole number.`);
}

registerActivities(activities);
const started: StartedEngine[] = [];
try {
  for (const start of starts) started.push(await start());
  const [reference, ...others] = started;
  for (const [index, other] of others.entries()) {
    if (reference === undefined) break;
    const compared = `${names[0]} and ${names[index + 1]}`;
    const begin = performance.now();
    const divergence = await findDivergence(reference.executor, other.executor, options);
    const seconds = Math.round((performance.now() - begin) / 1_000);
    console.log(
      divergence === undefined
        ? `${compared} do the same in ${options.programs} programs of seed ${options.seed} (${seconds} s).`
        : `${compared} differ.\n${describeDivergence(divergence)}`,
    );
    if (divergence !== undefined) process.exitCode = 1;
  }
} finally {
  for (const { close } of started) await close();
}

function fail(message: string): never {
  console.error(`${message} The engines are ${Object.keys(ENGINES).join(', ')}.`);
  process.exit(2);
}
