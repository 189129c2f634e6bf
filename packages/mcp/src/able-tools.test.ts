import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Abilities } from '@mcp-agent/core/host';
import { expect, onTestFinished, test } from 'vitest';
import { McpConnections } from './connections.ts';
import { published, temporaryFolder } from './fixtures/harness.ts';
import type { McpServerSettings } from './settings.ts';

const CHOOSY = fileURLToPath(new URL('fixtures/choosy-stdio.ts', import.meta.url));
const { signal } = new AbortController();

function connectionsTo(settings: McpServerSettings): McpConnections {
  const connections = new McpConnections({ mcp: { servers: { one: settings } } });
  onTestFinished(() => connections.close());
  return connections;
}

async function names(connections: McpConnections, abilities?: Partial<Abilities>): Promise<string[]> {
  const able =
    abilities === undefined ? {} : { abilities: { sampling: false, elicitation: false, ...abilities } };
  return (await connections.listTools('one', { signal, ...able })).map(({ name }) => name);
}

const SERVERS = (['2026-07-28', '2025-11-25'] as const).flatMap((protocolVersion) =>
  (['shared', 'per_agent'] as const).map((session) => ({ protocolVersion, session })),
);

test.for(SERVERS)(
  'tools for clients that answer are listed for agents that do, and only for them ($protocolVersion, $session)',
  async (settings) => {
    const connections = connectionsTo({ command: process.execPath, args: [CHOOSY], ...settings });
    const listed = await Promise.all([
      names(connections),
      names(connections, { elicitation: true }),
      names(connections, { sampling: true }),
      names(connections, { sampling: true, elicitation: true }),
      names(connections),
    ]);
    expect(listed).toEqual([
      ['ping'],
      ['ping', 'confirm'],
      ['ping', 'summarize'],
      ['ping', 'summarize', 'confirm'],
      ['ping'],
    ]);
  },
);

test('a hundred listings for agents that answer start one more process of an older server', async () => {
  const file = join(temporaryFolder(), 'log');
  const starts = (): number => readFileSync(file, 'utf8').trim().split('\n').length;
  const connections = connectionsTo({
    command: process.execPath,
    args: [CHOOSY, file],
    protocolVersion: '2025-11-25',
  });
  await names(connections);
  expect(starts()).toBe(1);
  const lists = Array.from({ length: 100 }, () => names(connections, { elicitation: true }));
  for (const list of await Promise.all(lists)) expect(list).toEqual(['ping', 'confirm']);
  expect(starts()).toBe(2);
});

test('server-everything lists its tools that ask for agents that answer', async () => {
  const args = [published('@modelcontextprotocol/server-everything')];
  const connections = connectionsTo({ command: process.execPath, args });
  const asking = ['trigger-elicitation-request', 'trigger-sampling-request'];
  expect(await names(connections)).not.toEqual(expect.arrayContaining(asking));
  expect(await names(connections, { sampling: true, elicitation: true })).toEqual(
    expect.arrayContaining(asking),
  );
});
