import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TemporalStartError } from './errors.ts';
import { fakeTemporal, Home } from './fixtures/fakes.ts';
import { readPid } from './fixtures/read-pid.ts';
import { withBinary } from './fixtures/with-binary.ts';
import { startTemporalServer } from './server.ts';

test('a server that exits at once is an error with its stderr', async () => {
  await using home = await Home.create();
  const binary = await home.executable('temporal', fakeTemporal('echo "disk is full" >&2; exit 3'));
  const started = startTemporalServer(withBinary(binary));
  await expect(started).rejects.toThrow(
    `The Temporal server ${binary} exited at once (3). Run \`${binary} server start-dev\` to reproduce it. Its stderr:\ndisk is full`,
  );
  await expect(started).rejects.toBeInstanceOf(TemporalStartError);
});

test.for([
  ['in memory', '', false],
  ['that ignores SIGTERM', "trap '' TERM", true],
] as const)('an aborted start leaves no process behind: a server %s', async ([, trap, dataFile]) => {
  await using home = await Home.create();
  const pidFile = join(home.folder, 'pid');
  const hangs = `${trap}\necho $$ > '${pidFile}'; while :; do sleep 0.1; done`;
  const binary = await home.executable('temporal', fakeTemporal(hangs));
  const abort = new AbortController();
  const started = startTemporalServer({
    ...withBinary(binary),
    ...(dataFile && { dataFile: join(home.folder, 'data.db') }),
    signal: abort.signal,
  });
  const pid = await readPid(pidFile);
  abort.abort(new Error('aborted by the test'));
  await expect(started).rejects.toThrow('aborted by the test');
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('another process that listens on the port is not mistaken for the server', async () => {
  await using home = await Home.create();
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  let connections = 0;
  other.on('connection', (socket) => {
    connections++;
    socket.destroy();
  });
  const binary = await home.executable(
    'temporal',
    fakeTemporal('sleep 0.2; echo "port is taken" >&2; exit 1'),
  );
  await expect(startTemporalServer({ ...withBinary(binary), port })).rejects.toThrow('port is taken');
  expect(connections).toBe(0);
  other.close();
});
