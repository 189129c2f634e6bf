import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { startStandInModel, type StandInModel } from '@mcp-agent/testing/model';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/packages.ts';
import { blocksOf } from './markdown.ts';
import { runProgram } from './process.ts';
import { readmeFolders } from './readme-files.ts';

// The README's blocks run unchanged except for the server's address. A local MCP server replaces `uvx`, which needs a
// network.
const TARGET = join(import.meta.dirname, '..', 'tmp-root-readme');
const [inMemory = [], onTemporal = [], byFile = []] = readmeFolders(
  blocksOf(readFileSync(join(ROOT, 'README.md'), 'utf8')),
);
const files = new Map([...inMemory, ...onTemporal, ...byFile].map(({ name, code }) => [name, code]));

let model: StandInModel;
let env: Record<string, string>;

beforeAll(async () => {
  const bin = join(TARGET, 'bin');
  await mkdir(bin, { recursive: true });
  const server = join(import.meta.dirname, 'fixtures', 'fetch-server.ts');
  await writeFile(join(bin, 'uvx'), `#!/bin/sh\nexec '${process.execPath}' '${server}'\n`);
  await chmod(join(bin, 'uvx'), 0o755);
  model = await startStandInModel();
  env = {
    PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
    OPENAI_BASE_URL: model.baseUrl,
    OPENAI_API_KEY: model.apiKey,
  };
});

afterAll(async () => {
  await model.close();
  await rm(TARGET, { recursive: true, force: true });
});

/** Writes one of the README's ways to run the workflow to a new folder. */
async function write(
  name: string,
  blocks: readonly { name: string; code: string }[],
  address = '',
): Promise<string> {
  const folder = join(TARGET, name);
  await mkdir(folder, { recursive: true });
  // A file that appears once in the README belongs to all later ways.
  await writeFile(join(folder, 'workflows.ts'), files.get('workflows.ts') ?? '');
  for (const block of blocks) {
    await writeFile(join(folder, block.name), block.code.replaceAll('localhost:7233', address));
  }
  return folder;
}

const ANSWER = /This is what https:\/\/modelcontextprotocol\.io says/;

describe("the root README's workflow", () => {
  it('runs in memory', async () => {
    const folder = await write('in-memory', inMemory);
    const { status, output } = await runProgram([process.execPath, 'main.ts'], folder, env);
    expect(status, output).toBe(0);
    expect(output).toMatch(ANSWER);
  });

  it('runs on the engine that the configuration file names', async () => {
    const folder = await write('by-file', byFile);
    await cp(
      join(import.meta.dirname, 'fixtures', 'readme.config.yaml'),
      join(folder, 'mcp_agent.config.yaml'),
    );
    const { status, output } = await runProgram([process.execPath, 'main.ts'], folder, env);
    expect(status, output).toBe(0);
    expect(output).toMatch(ANSWER);
  });
});

describeWithTemporal("the root README's workflow on Temporal", ({ address }) => {
  it('runs with its worker and its client', async () => {
    const folder = await write('on-temporal', onTemporal, address);
    const worker = spawn(process.execPath, ['worker.ts'], { cwd: folder, env: { ...process.env, ...env } });
    try {
      let said = '';
      while (!said.includes('polls task queue')) said += String((await once(worker.stderr, 'data'))[0]);
      const { status, output } = await runProgram([process.execPath, 'main.ts'], folder, env);
      expect(status, output).toBe(0);
      expect(output).toMatch(ANSWER);
    } finally {
      const ended = once(worker, 'exit');
      worker.kill('SIGTERM');
      await ended;
    }
  });
});
