/**
 * `pnpm bench [row...]`: installs the peers, packs this project's packages, measures the rows, and prints the table.
 */
import { availableParallelism, cpus } from 'node:os';
import { install } from './install.ts';
import type { Line } from './measure/row.ts';
import { table } from './table.ts';

console.error('Installing the peers and packing this project ...');
await install();
// Imported after the installation, because the rows import the installed packages.
const { ROWS } = await import('./rows/index.ts');

const requested = process.argv.slice(2).filter((argument) => argument !== '--');
const unknown = requested.filter((id) => !ROWS.some((row) => row.id === id));
if (unknown.length > 0) {
  console.error(`Unknown row: ${unknown.join(', ')}. The rows are ${ROWS.map(({ id }) => id).join(', ')}.`);
  process.exit(2);
}

const lines: Line[] = [];
for (const row of ROWS.filter(({ id }) => requested.length === 0 || requested.includes(id))) {
  console.error(`${row.id} ...`);
  try {
    lines.push(...(await row.measure()));
  } catch (error) {
    // Continue with the other rows.
    const why = error instanceof Error ? error.message : String(error);
    lines.push({ what: row.id, ours: '-', peers: [], marks: '', goal: '', reached: false, why });
  }
}
const [cpu] = cpus();
console.log(table(lines));
console.log(
  `\n${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} cores (${cpu?.model.trim() ?? 'unknown'}), ` +
    `Node ${process.version.slice(1)}, ${process.platform}. Median, with the minimum and maximum of all rounds in brackets.`,
);
process.exit(0);
