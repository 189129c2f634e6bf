import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startStandInModel } from '@mcp-agent/testing/model';
import { expect, test } from 'vitest';

test('the program prints an answer from the result of the tool and exits', async () => {
  await using model = await startStandInModel();
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['main.ts'], {
    cwd: import.meta.dirname,
    env: { ...process.env, OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: model.apiKey },
  });
  expect(stdout).toMatch(/^The tool list_directory returned: .*\[FILE\] workflows\.ts/);
  expect(stderr).toBe('');
  // One call to choose the tool, one to answer from what it gave.
  expect(model.requests).toHaveLength(2);
});
