import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@mcp-agent/testing/support';
import { expect, onTestFinished, test } from 'vitest';
import { leftovers } from './leftovers.ts';

test('notices a process, a listener and a temporary file that are left, and nothing else', async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'chaos-')));
  onTestFinished(() => rm(folder, { recursive: true }));
  const temporary = join(folder, 'tmp');
  await mkdir(temporary);
  const port = await freePort();
  expect(await leftovers(folder, temporary, { ledger: port })).toEqual([]);

  const program = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1_000)', join(folder, 'run.json')]);
  onTestFinished(() => void program.kill('SIGKILL'));
  await once(program, 'spawn');
  const server = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  await writeFile(join(temporary, 'forgotten'), '');
  expect(await leftovers(folder, temporary, { ledger: port }, 0)).toEqual([
    expect.stringMatching(`process ${program.pid} is left: .*run.json`),
    `port ${port} (ledger) is still open`,
    'temporary file or folder forgotten is left',
  ]);
});
