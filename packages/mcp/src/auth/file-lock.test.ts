import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../fixtures/harness.ts';
import { withFileLock } from './file-lock.ts';

test('processes that share a lock file run one after the other', async () => {
  const folder = temporaryFolder();
  const counter = join(folder, 'counter');
  writeFileSync(counter, '0');
  const program = `
    import { readFileSync, writeFileSync } from 'node:fs';
    import { setImmediate } from 'node:timers/promises';
    import { withFileLock } from ${JSON.stringify(new URL('file-lock.ts', import.meta.url).href)};
    for (let round = 0; round < 5; round += 1) {
      await withFileLock(${JSON.stringify(join(folder, 'lock'))}, async () => {
        const before = Number(readFileSync(${JSON.stringify(counter)}, 'utf8'));
        for (let turn = 0; turn < 20; turn += 1) await setImmediate();
        writeFileSync(${JSON.stringify(counter)}, String(before + 1));
      });
    }`;
  const processes = [1, 2, 3].map(() => spawn(process.execPath, ['--input-type=module', '--eval', program]));
  for (const [code] of await Promise.all(processes.map((one) => once(one, 'exit')))) expect(code).toBe(0);
  expect(readFileSync(counter, 'utf8')).toBe('15');
  expect(existsSync(join(folder, 'lock'))).toBe(false);
});

test('the lock of a process that died is removed', async () => {
  const lock = join(temporaryFolder(), 'lock');
  writeFileSync(lock, '');
  const old = new Date(Date.now() - 60_000);
  utimesSync(lock, old, old);
  expect(await withFileLock(lock, async () => 'done')).toBe('done');
});

test('an action that fails leaves no lock behind', async () => {
  const lock = join(temporaryFolder(), 'lock');
  await expect(withFileLock(lock, () => Promise.reject(new Error('odd')))).rejects.toThrow('odd');
  expect(existsSync(lock)).toBe(false);
});
