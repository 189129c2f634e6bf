/**
 * `pnpm mcp-servers [name…]`: tries servers by others, by an agent. Without names it tries all of them and writes the
 * table into docs/mcp-servers.md. Installs each into a folder of its own, which `--folder` keeps for another run.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '@mcp-agent/core/engine';
import { attempt } from './attempt.ts';
import { browserServers } from './catalog-browsers.ts';
import { NATIVE } from './catalog-native.ts';
import { NPM } from './catalog-npm.ts';
import { PYTHON } from './catalog-python.ts';
import { install } from './install.ts';
import { type Row, rowOf, writeTable } from './table.ts';

const { values, positionals } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: { folder: { type: 'string' } },
  allowPositionals: true,
});
const all = [...NPM, ...(await browserServers()), ...PYTHON, ...NATIVE];
const chosen =
  positionals.length === 0 ? all : all.filter(({ name }) => positionals.some((part) => name.includes(part)));

const root = values.folder ?? (await mkdtemp(join(tmpdir(), 'mcp-servers-')));
const rows: Row[] = [];
try {
  for (const server of chosen) {
    const installed = await install(root, server.package);
    const result = await attempt(server, installed).catch((error: unknown) => asError(error));
    const row = rowOf(server, installed, result);
    rows.push(row);
    console.log(Object.values(row).join(' | '));
    if (result instanceof Error) console.log(result);
    else if (result.works === false) console.log(result.result);
  }
} finally {
  if (values.folder === undefined) await rm(root, { recursive: true, force: true });
}
if (positionals.length === 0) await writeTable(rows);

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(messageOf(error));
}
