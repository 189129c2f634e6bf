import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileProject, installPacked } from './consumer-project.ts';

// A user's project that has no engine, no provider and no MCP package installed, nor in a folder above.
const PROJECT = await mkdtemp(join(tmpdir(), 'mcp-agent-config-types-'));

const PROGRAM = `import { type Config, createExecutor, loadConfig } from '@mcp-agent/config';
import type { Settings } from '@mcp-agent/core';

const config: Config = await loadConfig();
export const settings: Settings = config;
export const key: string | undefined = config.openai.apiKey;
export const url: string | undefined = config.mcp.servers?.['fetch']?.url;
export const workers: number | undefined = config.temporal.workerCount;
export const input: number | undefined = config.prices['gpt-4o']?.input;
// @ts-expect-error -- no package reads this section
export const otel: unknown = config.otel;
await createExecutor({ ...config, oauth: { authorize: async (request) => request.url } });
`;

beforeAll(async () => {
  await installPacked(PROJECT, ['@mcp-agent/config', '@mcp-agent/core']);
  await writeFile(join(PROJECT, 'main.ts'), PROGRAM);
  await writeFile(join(PROJECT, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
});

afterAll(() => rm(PROJECT, { recursive: true, force: true }));

test('a configuration has the types of its sections where the packages that read them are not installed', async () => {
  const ended = await compileProject(PROJECT, ['tsc'], { skipLibCheck: false });
  expect(ended).toEqual({ status: 0, output: '' });
});
