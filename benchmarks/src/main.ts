/**
 * `pnpm bench [row...]`: installs what is compared with, packs our packages, measures row by row, and prints the table.
 */
import { availableParallelism, cpus } from 'node:os';
import { install } from './install.ts';
import type { Line } from './measure/row.ts';
import { table } from './table.ts';

console.error('Installing the peers and packing this project ...');
await install();
// Only now is there what they import.
const { ROWS } = await import('./rows/index.ts');

const wanted = process.argv.slice(2).filter((argument) => argument !== '--');
const unknown = wanted.filter((id) => !ROWS.some((row) => row.id === id));
if (unknown.length > 0) {
  console.error(`No row is named ${unknown.join(', ')}. There are: ${ROWS.map(({ id }) => id).join(', ')}.`);
  process.exit(2);
}

const lines: Line[] = [];
for (const row of ROWS.filter(({ id }) => wanted.length === 0 || wanted.includes(id))) {
  console.error(`${row.id} ...`);
  try {
    lines.push(...(await row.measure()));
  } catch (error) {
    // The other rows are measured all the same.
    const why = error instanceof Error ? error.message : String(error);
    lines.push({ what: row.id, ours: '-', peers: [], marks: '', goal: '', reached: false, why });
  }
}
const [cpu] = cpus();
console.log(table(lines));
console.log(
  `\n${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} cores (${cpu?.model.trim() ?? 'unknown'}), ` +
    `Node ${process.version.slice(1)}, ${process.platform}. Median, and in brackets the least and the most of all rounds.`,
);
process.exit(0);
