// A legacy MCP server on stdio, written by hand: `shop-server.ts <folder> <starts that fail>`. It notes in the folder
// each start and each call.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const [folder = '', failing = '0'] = process.argv.slice(2);
const starts = join(folder, 'starts');
appendFileSync(starts, 'x');
if (existsSync(starts) && readFileSync(starts, 'utf8').length <= Number(failing)) process.exit(3);

const RESULTS: Readonly<Record<string, object>> = {
  initialize: {
    result: {
      protocolVersion: '2025-06-18',
      capabilities: { tools: {} },
      serverInfo: { name: 'shop', version: '1.0.0' },
    },
  },
  'tools/list': {
    result: {
      tools: ['refuse', 'die', 'hang'].map((name) => ({ name, inputSchema: { type: 'object' } })),
    },
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  if (method === 'tools/call') {
    appendFileSync(join(folder, 'calls'), `${params.name}\n`);
    if (params.name === 'die') process.exit(4);
    if (params.name === 'hang') continue;
  }
  if (id === undefined) continue;
  const answer = RESULTS[method] ?? { error: { code: -32_603, message: 'The till is locked.' } };
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...answer })}\n`);
}
