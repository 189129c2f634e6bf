import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { startStandInModel } from '@mcp-agent/testing/model';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { expect, test } from 'vitest';

const cwd = import.meta.dirname;

test('the workflow file is identical to that of hello-asyncio', async () => {
  const [here, there] = await Promise.all(
    ['workflows.ts', '../hello-asyncio/workflows.ts'].map((file) => readFile(`${cwd}/${file}`, 'utf8')),
  );
  expect(here).toBe(there);
});

describeWithTemporal('with a server', ({ address }) => {
  test('the client prints the answer of the worker, and the worker exits on SIGTERM', async () => {
    await using model = await startStandInModel();
    const env = { ...process.env, TEMPORAL_ADDRESS: address };
    const worker = spawn(process.execPath, ['worker.ts'], {
      cwd,
      // The client has no key and needs none.
      env: { ...env, OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: model.apiKey },
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    const ended = once(worker, 'exit');
    try {
      let said = '';
      while (!said.includes('polls task queue')) said += String((await once(worker.stderr, 'data'))[0]);
      const { stdout } = await promisify(execFile)(process.execPath, ['main.ts'], { cwd, env });
      expect(stdout).toMatch(/^The tool list_directory returned: .*\[FILE\] workflows\.ts/);
      expect(model.requests).toHaveLength(2);
    } finally {
      worker.kill('SIGTERM');
    }
    expect(await ended).toEqual([0, null]);
  });
});
