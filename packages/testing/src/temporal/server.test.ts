import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client, Connection, WorkflowFailedError } from '@temporalio/client';
import { describe, expect, test } from 'vitest';
import { testTimeout } from '../support/test-timeout.ts';
import { TemporalStartError } from './errors.ts';
import { child } from './fixtures/child.ts';
import { fakeTemporal, Home } from './fixtures/fakes.ts';
import { pidIn } from './fixtures/pid-in.ts';
import { realBinary } from './fixtures/real-binary.ts';
import { probeNamespace } from './probe.ts';
import { startTemporalServer, type StartTemporalServerOptions, type TemporalServer } from './server.ts';

const real = await realBinary();
const path = 'path' in real ? real.path : '';
const why = 'why' in real ? ` (skipped: ${real.why})` : '';

function start(options: StartTemporalServerOptions = {}): Promise<TemporalServer> {
  return startTemporalServer({ ...withBinary(path), ...options });
}

function withBinary(binary: string): StartTemporalServerOptions {
  const { TEMPORAL_ADDRESS: _address, ...env } = process.env;
  return { env: { ...env, TEMPORAL_CLI_PATH: binary }, onProgress: () => {} };
}

function ask(address: string, namespace = 'default'): Promise<string | undefined> {
  return probeNamespace(address, namespace, { timeoutMs: testTimeout(30_000), signal: undefined });
}

/** A client of Temporal's own. */
async function clientOf({ address }: { address: string }): Promise<Client & AsyncDisposable> {
  const connection = await Connection.connect({ address });
  return Object.assign(new Client({ connection }), { [Symbol.asyncDispose]: () => connection.close() });
}

/** How many milliseconds the server needs to notice that a workflow's timeout, 10 ms, is over. */
async function timerMs(client: Client): Promise<number> {
  const before = performance.now();
  const run = client.workflow.execute('nobody', {
    taskQueue: 'nobody',
    workflowId: randomUUID(),
    workflowExecutionTimeout: 10,
  });
  await expect(run).rejects.toBeInstanceOf(WorkflowFailedError);
  return performance.now() - before;
}

/**
 * The longest of timers that start all over a second: a stock server rounds up to one, so that those which start just
 * after it has begun take almost as long, however fast the machine is.
 */
async function longestTimerMs(client: Client): Promise<number> {
  const taken = Array.from({ length: 8 }, async (_, index) => {
    await setTimeout(index * 125);
    return timerMs(client);
  });
  return Math.max(...(await Promise.all(taken)));
}

describe.skipIf(why !== '')(`a real server${why}`, () => {
  test('takes workflows from the official client as soon as it is given, and its timers are short', async () => {
    await using server = await start();
    await using client = await clientOf(server);
    expect(server).toMatchObject({ namespace: 'default', source: 'environment binary' });
    await expect.poll(() => longestTimerMs(client)).toBeLessThan(500);
  });

  test('is one as users have it when a stock one is asked for', async () => {
    await using server = await start({ stock: true });
    await using client = await clientOf(server);
    expect(await longestTimerMs(client)).toBeGreaterThan(500);
  });

  test('is gone when closing has returned, however often it is closed', async () => {
    const server = await start();
    await Promise.all([server.close(), server.close()]);
    await server.close();
    expect(await ask(server.address)).toContain('ECONNREFUSED');
  });

  test('keeps its workflows in the data file from one run to the next', async () => {
    await using home = await Home.make();
    const dataFile = join(home.folder, 'a', 'new', 'folder', 'temporal.db');
    const options = { taskQueue: 'nobody', workflowId: 'kept' };
    {
      await using server = await start({ dataFile });
      await using client = await clientOf(server);
      await client.workflow.start('nobody', options);
    }
    await using server = await start({ dataFile });
    await using client = await clientOf(server);
    const { status } = await client.workflow.getHandle('kept').describe();
    expect(status.name).toBe('RUNNING');
  });

  test('has the namespaces, the search attributes and the page that were asked for', async () => {
    await using server = await start({
      namespaces: ['one', 'two'],
      searchAttributes: { Customer: 'Keyword', Turns: 'Int' },
      ui: true,
    });
    expect(await Promise.all(['default', 'one', 'two'].map((name) => ask(server.address, name)))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(await ask(server.address, 'three')).toContain('three is not found');

    await using client = await clientOf(server);
    const { customAttributes } = await client.connection.operatorService.listSearchAttributes({
      namespace: 'default',
    });
    expect(Object.keys(customAttributes ?? {})).toEqual(expect.arrayContaining(['Customer', 'Turns']));
    expect((await fetch(server.uiUrl ?? '')).status).toBe(200);
  });

  test('listens on the port that was asked for; one that is taken is an error that names it', async () => {
    await using first = await start();
    const port = Number(first.address.split(':')[1]);
    const second = start({ port });
    await expect(second).rejects.toThrow(`127.0.0.1:${port}: bind: address already in use`);
    await expect(second).rejects.toMatchObject({ code: 'TEMPORAL_START', binary: path });
    await first.close();
    await using third = await start({ port });
    expect(third.address).toBe(first.address);
  });

  test('that the environment names is used as it is, and not ended', async () => {
    await using server = await start();
    const env = { ...process.env, TEMPORAL_ADDRESS: server.address, TEMPORAL_CLI_PATH: '/nowhere' };
    const same = await startTemporalServer({ env, onProgress: () => {} });
    expect(same).toMatchObject({ address: server.address, source: 'environment address' });
    await same.close();
    expect(await ask(server.address)).toBeUndefined();

    const missing = startTemporalServer({ env, namespaces: ['elsewhere'], onProgress: () => {} });
    await expect(missing).rejects.toThrow(
      `temporal operator namespace create --address ${server.address} elsewhere`,
    );
    const named = startTemporalServer({
      env: { ...env, TEMPORAL_NAMESPACE: 'elsewhere' },
      onProgress: () => {},
    });
    await expect(named).rejects.toThrow('elsewhere is not found');
  });

  test.for([
    ['is killed', 'SIGKILL', 'SIGKILL'],
    ['is told to end', 'SIGTERM', 'SIGTERM'],
    ['is interrupted', 'SIGINT', 'SIGINT'],
    ['handles SIGTERM', 'SIGTERM', 7],
    ['throws', undefined, 1],
    ['falls off the end', undefined, 0],
  ] as const)(
    'ends with a process that %s, in the way that process wanted',
    async ([how, signal, status]) => {
      const { TEMPORAL_ADDRESS: _address, ...env } = process.env;
      const parent = child('start-server.ts', [how], { ...env, TEMPORAL_CLI_PATH: path });
      await parent.line('listeners left: 0');
      const [host, port] = (await parent.line('127.0.0.1:')).split(':');
      const socket = connect(Number(port), host);
      const gone = new Promise((resolve) =>
        socket
          .on('error', () => {})
          .on('close', resolve)
          .resume(),
      );
      if (signal !== undefined) parent.process.kill(signal);
      if (status === 7) await parent.line('my own handler');
      expect(await parent.ended).toBe(status);
      await gone;
      await expect.poll(() => ask(`${host}:${port}`)).toContain('ECONNREFUSED');
    },
  );

  test('stays through a Ctrl+C for as long as the process takes to wind up', async () => {
    const { TEMPORAL_ADDRESS: _address, ...env } = process.env;
    const parent = child('start-server.ts', ['winds up after Ctrl+C'], { ...env, TEMPORAL_CLI_PATH: path });
    await parent.line('127.0.0.1:');
    const { pid } = parent.process;
    // A terminal sends it to the whole process group.
    process.kill(-(pid ?? Number.NaN), 'SIGINT');
    await parent.line('the server still answers');
    expect(await parent.ended).toBe(0);
  });

  test('is started on another port when somebody else was faster', async () => {
    await using home = await Home.make();
    const lost = join(home.folder, 'lost');
    const error = "can't set frontend port 1: listen tcp 127.0.0.1:1: bind: address already in use";
    const unlucky = `if [ ! -e '${lost}' ]; then touch '${lost}'; echo "${error}" >&2; exit 1; fi; exec '${path}' "$@"`;
    await using server = await start(withBinary(await home.executable('unlucky', fakeTemporal(unlucky))));
    expect(await ask(server.address)).toBeUndefined();
    expect(await readFile(lost, 'utf8')).toBe('');
  });
});

test('a server that ends at once is an error with its last words', async () => {
  await using home = await Home.make();
  const binary = await home.executable('temporal', fakeTemporal('echo "disk is full" >&2; exit 3'));
  const started = startTemporalServer(withBinary(binary));
  await expect(started).rejects.toThrow(
    `The Temporal server of ${binary} ended at once (3). Its last words:\ndisk is full`,
  );
  await expect(started).rejects.toBeInstanceOf(TemporalStartError);
});

test.for([
  ['in memory', '', false],
  ['that does not end when asked to', "trap '' TERM", true],
] as const)('a start that is aborted leaves no process behind: a server %s', async ([, trap, dataFile]) => {
  await using home = await Home.make();
  const pidFile = join(home.folder, 'pid');
  const hangs = `${trap}\necho $$ > '${pidFile}'; while :; do sleep 0.1; done`;
  const binary = await home.executable('temporal', fakeTemporal(hangs));
  const abort = new AbortController();
  const started = startTemporalServer({
    ...withBinary(binary),
    ...(dataFile && { dataFile: join(home.folder, 'data.db') }),
    signal: abort.signal,
  });
  const pid = await pidIn(pidFile);
  abort.abort(new Error('I changed my mind'));
  await expect(started).rejects.toThrow('I changed my mind');
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('a server of somebody else on the same port is not taken for ours', async () => {
  await using home = await Home.make();
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  let asked = 0;
  other.on('connection', (socket) => {
    asked++;
    socket.destroy();
  });
  const binary = await home.executable(
    'temporal',
    fakeTemporal('sleep 0.2; echo "port is taken" >&2; exit 1'),
  );
  await expect(startTemporalServer({ ...withBinary(binary), port })).rejects.toThrow('port is taken');
  expect(asked).toBe(0);
  other.close();
});

test.skipIf(why !== '')('a server that ends by itself is told, with its last words', async () => {
  await using home = await Home.make();
  const pidFile = join(home.folder, 'pid');
  const binary = await home.executable(
    'temporal',
    fakeTemporal(`echo "on purpose" >&2; echo $$ > '${pidFile}'; exec '${path}' "$@"`),
  );
  const messages: string[] = [];
  const options = { ...withBinary(binary), onProgress: (message: string) => void messages.push(message) };
  await using server = await startTemporalServer(options);
  process.kill(Number(await readFile(pidFile, 'utf8')), 'SIGKILL');
  await expect.poll(() => messages.at(-1)).toMatch(/^The server at \S+ ended by itself .*on purpose/s);
  expect(messages.at(-1)).toContain(server.address);
});
