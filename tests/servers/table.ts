import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Attempt } from './attempt.ts';
import type { InstalledPackage } from './install.ts';
import type { ServerCase } from './server-case.ts';

const PAGE = fileURLToPath(new URL('../../docs/mcp-servers.md', import.meta.url));
const TABLE = /(?<=<!-- servers, written by pnpm mcp-servers -->\n).*(?=<!-- end -->)/s;

/** A line of the table, in the order of its columns. */
export interface Row {
  readonly server: string;
  readonly version: string;
  readonly language: string;
  readonly transport: string;
  readonly generation: string;
  readonly tools: string;
  readonly call: string;
  readonly note: string;
}

/** Returns the line of a server. */
export function rowOf(server: ServerCase, { sdk }: InstalledPackage, result: Attempt | Error): Row {
  const failed = result instanceof Error;
  return {
    server: server.name,
    version: `${server.package.registry} ${/(?:@v?|==)([^@=]+)$/.exec(server.package.spec)?.[1] ?? ''}`,
    language: sdk === '' ? server.language : `${server.language}, \`${sdk}\``,
    transport: server.transport,
    generation: failed ? '' : result.generation === 'modern' ? '2026-07-28' : 'older',
    tools: failed ? 'fails' : String(result.tools),
    call:
      failed || server.call === undefined
        ? ''
        : `\`${server.call.tool}\`${result.works === true ? '' : ' fails'}`,
    note: server.note ?? '',
  };
}

/** Writes the table into the page, with today's date. */
export async function writeTable(rows: readonly Row[]): Promise<void> {
  const head = ['server', 'version', 'language, SDK', 'transport', 'revision', 'tools', 'call', 'notes'];
  const lines = [head, head.map(() => '---'), ...rows.map((row) => Object.values(row))];
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const date = new Date().toISOString().slice(0, 10);
  const page = await readFile(PAGE, 'utf8');
  await writeFile(PAGE, page.replace(TABLE, `\nTried on ${date}:\n\n${table}\n\n`));
}
