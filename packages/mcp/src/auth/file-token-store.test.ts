import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '@mcp-agent/core/errors';
import { expect, test } from 'vitest';
import { failureOf, temporaryFolder } from '../fixtures/harness.ts';
import { FileTokenStore } from './file-token-store.ts';

const POSIX = process.platform !== 'win32';
const DATA = { issuer: 'https://as.example', tokens: { access_token: 'x' } };

function store(): { folder: string; tokens: FileTokenStore; file: () => string } {
  const folder = join(temporaryFolder(), 'tokens');
  return {
    folder,
    tokens: new FileTokenStore(folder),
    file: () => join(folder, readdirSync(folder)[0] ?? ''),
  };
}

test.runIf(POSIX)('only their owner can read the files of a token store', async () => {
  const { folder, tokens, file } = store();
  await tokens.set('a', DATA);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(await tokens.get('a')).toEqual(DATA);
  expect(await tokens.get('b')).toBeUndefined();
});

test.runIf(POSIX).each([0o755, 0o770, 0o701, 0o777])(
  'a token folder with mode %o, which other users can enter, is neither read nor written',
  async (mode) => {
    const { folder, tokens } = store();
    await tokens.set('a', DATA);
    chmodSync(folder, mode);
    for (const use of [() => tokens.get('a'), () => tokens.set('a', DATA)]) {
      const failure = await failureOf(use());
      expect(failure).toBeInstanceOf(ConfigurationError);
      expect(String(failure)).toContain(`chmod 700 ${folder}`);
    }
  },
);

test.runIf(POSIX).each([0o644, 0o660, 0o604])(
  'a token file with mode %o, which other users can open, is not read',
  async (mode) => {
    const { tokens, file } = store();
    await tokens.set('a', DATA);
    chmodSync(file(), mode);
    const failure = await failureOf(tokens.get('a'));
    expect(failure).toBeInstanceOf(ConfigurationError);
    expect(String(failure)).toContain(`chmod 600 ${file()}`);
  },
);

test.runIf(POSIX && process.getuid?.() === 0)('a token file of another user is not read', async () => {
  const { tokens, file } = store();
  await tokens.set('a', DATA);
  const { chownSync } = await import('node:fs');
  chownSync(file(), 12_345, 12_345);
  expect(String(await failureOf(tokens.get('a')))).toContain('belongs to another user');
});

test('a file that no token store wrote is reported without its content', async () => {
  const { tokens, file } = store();
  await tokens.set('a', DATA);
  writeFileSync(file(), 'my secret');
  const failure = await failureOf(tokens.get('a'));
  expect(failure).toBeInstanceOf(ConfigurationError);
  expect(String(failure)).not.toContain('my secret');
});

test('readers find whole data while several stores write to one folder', async () => {
  const { folder, tokens } = store();
  const others = [new FileTokenStore(folder), new FileTokenStore(folder)];
  const data = (size: number): object => ({ issuer: 'x', tokens: { access_token: 'y'.repeat(size) } });
  await tokens.set('a', data(1));
  const writing = others.flatMap((one) => [10, 100_000, 20, 200_000].map((size) => one.set('a', data(size))));
  for (let read = 0; read < 20; read += 1) expect(await tokens.get('a')).toMatchObject({ issuer: 'x' });
  await Promise.all(writing);
  expect(readdirSync(folder)).toHaveLength(1);
});
