import { type ChildProcess, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { McpServerSettings } from '@mcp-agent/mcp';
import { McpConnections } from '@mcp-agent/mcp';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { freePort } from '@mcp-agent/testing/support';
import type { InstalledPackage } from './install.ts';
import type { ServerCase } from './server-case.ts';
import { type Seen, useServer } from './workflow.ts';

const START_TIMEOUT_MS = 90_000;

/** The outcome of a server. */
export interface Attempt extends Seen {
  /** The generation of the protocol that the client and the server agreed on. */
  readonly generation: 'modern' | 'legacy';
  /** Whether the call returned what it should; absent without a call. */
  readonly works?: boolean;
}

/**
 * Starts a server, lists its tools and calls one, by an agent on the in-memory engine.
 *
 * @throws the error of the agent, or Error if a server over HTTP does not listen
 */
export async function attempt(server: ServerCase, installed: InstalledPackage): Promise<Attempt> {
  const port = await freePort();
  const [command = '', ...args] = server.command(installed, port);
  const env = { ...server.env?.(port) };
  if (server.transport === 'stdio') return use(server, { command, args, env, cwd: installed.folder });
  const child = spawn(command, args, {
    cwd: installed.folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  try {
    await listening(child, port);
    const isSse = server.transport === 'HTTP+SSE';
    const path = server.path ?? (isSse ? '/sse' : '/mcp');
    return await use(server, {
      url: `http://localhost:${port}${path}`,
      transport: isSse ? 'sse' : 'streamable_http',
    });
  } finally {
    // The program and those that it started.
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  }
}

async function use(server: ServerCase, settings: McpServerSettings): Promise<Attempt> {
  const all = {
    mcp: { servers: { server: { startTimeoutSeconds: START_TIMEOUT_MS / 1_000, ...settings } } },
  };
  await using executor = new AsyncioExecutor({ ...all, logger: { level: 'warning' } });
  const { call } = server;
  const seen = await executor.executeWorkflow(
    useServer,
    call === undefined ? null : { tool: call.tool, arguments: call.arguments },
  );
  const generation = await generationOf(new McpConnections(all));
  const { result } = seen;
  const works = result !== undefined && call?.expected.test(result) === true;
  return { ...seen, generation, ...(call !== undefined && { works }) };
}

async function generationOf(connections: McpConnections): Promise<Attempt['generation']> {
  const { signal } = new AbortController();
  try {
    return await connections.ask('server', 'server/discover', { signal }, ({ era }) => Promise.resolve(era));
  } finally {
    await connections.close();
  }
}

async function listening(child: ChildProcess, port: number): Promise<void> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const end = performance.now() + START_TIMEOUT_MS;
  while (!(await accepts(port))) {
    if (child.exitCode !== null || performance.now() > end) {
      throw new Error(`The server does not listen on port ${port}. Its output:\n${output}`);
    }
    await sleep(100);
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
