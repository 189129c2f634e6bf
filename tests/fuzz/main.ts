/**
 * `pnpm fuzz --programs N --seed S --engines asyncio,temporal,sqlite`: runs random programs on the engines, and prints
 * the first program in which an engine differs from the first engine.
 */
import { parseArgs } from 'node:util';
import * as activities from '@mcp-agent/conformance/fuzz/activities';
import { describeDivergence, findDivergence } from '@mcp-agent/conformance/fuzz';
import { registerActivities } from '@mcp-agent/core';
import { messageOf } from '@mcp-agent/core/engine';
import { ENGINES, type StartedEngine } from './engines.ts';

const values = parsed();
const options = { programs: integer('programs', 1), seed: integer('seed', 0) };
const names = values.engines.split(',');
const starts = names.map((name) => ENGINES[name] ?? fail(`--engines ${name}: unknown engine. ${known()}`));
if (new Set(names).size < 2) fail(`--engines ${values.engines}: name two different engines. ${known()}`);

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

function parsed(): Readonly<Record<'programs' | 'seed' | 'engines', string>> {
  try {
    return parseArgs({
      args: process.argv.slice(2).filter((argument) => argument !== '--'),
      options: {
        programs: { type: 'string', default: '1000' },
        seed: { type: 'string', default: `${Math.floor(Math.random() * 1e9)}` },
        engines: { type: 'string', default: Object.keys(ENGINES).join(',') },
      },
    }).values;
  } catch (error) {
    return fail(messageOf(error));
  }
}

function integer(name: 'programs' | 'seed', min: number): number {
  const value = /^\d+$/.test(values[name]) ? Number(values[name]) : -1;
  // A larger number would be rounded, and the report would name another seed.
  if (value >= min && Number.isSafeInteger(value)) return value;
  return fail(`--${name} ${values[name]}: use a whole number from ${min} to ${Number.MAX_SAFE_INTEGER}.`);
}

function known(): string {
  return `The engines are ${Object.keys(ENGINES).join(', ')}.`;
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}
