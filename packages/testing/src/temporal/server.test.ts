import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client, Connection, WorkflowFailedError } from '@temporalio/client';
import { describe, expect, test } from 'vitest';
import { testTimeout } from '../support/test-timeout.ts';
import { spawnFixture } from './fixtures/spawn-fixture.ts';
import { fakeTemporal, Home } from './fixtures/fakes.ts';
import { realBinary } from './fixtures/real-binary.ts';
import { withBinary } from './fixtures/with-binary.ts';
import { namespaceProblem } from './namespace-problem.ts';
import { startTemporalServer, type StartTemporalServerOptions, type TemporalServer } from './server.ts';

const real = await realBinary();
const path = 'path' in real ? real.path : '';
const why = 'why' in real ? ` (skipped: ${real.why})` : '';

function start(options: StartTemporalServerOptions = {}): Promise<TemporalServer> {
  return startTemporalServer({ ...withBinary(path), ...options });
}

function problemOf(address: string, namespace = 'default'): Promise<string | undefined> {
  return namespaceProblem(address, namespace, { timeoutMs: testTimeout(30_000), signal: undefined });
}

/** Connects Temporal's client. */
async function clientOf({ address }: { address: string }): Promise<Client & AsyncDisposable> {
  const connection = await Connection.connect({ address });
  return Object.assign(new Client({ connection }), { [Symbol.asyncDispose]: () => connection.close() });
}

/** Measures how many milliseconds the server takes to time out a workflow with a timeout of 10 ms. */
async function timerMs(client: Client): Promise<number> {
  const before = performance.now();
  const run = client.workflow.execute('no-worker', {
    taskQueue: 'no-worker',
    workflowId: randomUUID(),
    workflowExecutionTimeout: 10,
  });
  await expect(run).rejects.toBeInstanceOf(WorkflowFailedError);
  return performance.now() - before;
}

/**
 * Measures the longest of several timers that start at intervals within one second. A stock server rounds up to full
 * seconds, so that a timer that starts early in a second takes almost one.
 */
async function longestTimerMs(client: Client): Promise<number> {
  const taken = Array.from({ length: 8 }, async (_, index) => {
    await setTimeout(index * 125);
    return timerMs(client);
  });
  return Math.max(...(await Promise.all(taken)));
}

describe.skipIf(why !== '')(`a real server${why}`, () => {
  test('accepts workflows from the official client once it has started, and its timers are short', async () => {
    await using server = await start();
    await using client = await clientOf(server);
    expect(server).toMatchObject({ namespace: 'default', source: 'environment binary' });
    await expect.poll(() => longestTimerMs(client)).toBeLessThan(500);
  });

  test('is untuned with the option stock', async () => {
    await using server = await start({ stock: true });
    await using client = await clientOf(server);
    expect(await longestTimerMs(client)).toBeGreaterThan(500);
  });

  test('has stopped when close returns, and close is idempotent', async () => {
    const server = await start();
    await Promise.all([server.close(), server.close()]);
    await server.close();
    expect(await problemOf(server.address)).toContain('ECONNREFUSED');
  });

  test('stores workflows in the data file between runs', async () => {
    await using home = await Home.create();
    const dataFile = join(home.folder, 'a', 'new', 'folder', 'temporal.db');
    const options = { taskQueue: 'no-worker', workflowId: 'stored' };
    {
      await using server = await start({ dataFile });
      await using client = await clientOf(server);
      await client.workflow.start('no-worker', options);
    }
    await using server = await start({ dataFile });
    await using client = await clientOf(server);
    const { status } = await client.workflow.getHandle('stored').describe();
    expect(status.name).toBe('RUNNING');
  });

  test('creates the namespaces, the search attributes and the web UI of its options', async () => {
    await using server = await start({
      namespaces: ['one', 'two'],
      searchAttributes: { Customer: 'Keyword', Turns: 'Int' },
      ui: true,
    });
    expect(
      await Promise.all(['default', 'one', 'two'].map((name) => problemOf(server.address, name))),
    ).toEqual([undefined, undefined, undefined]);
    expect(await problemOf(server.address, 'three')).toContain('three is not found');

    await using client = await clientOf(server);
    const { customAttributes } = await client.connection.operatorService.listSearchAttributes({
      namespace: 'default',
    });
    expect(Object.keys(customAttributes ?? {})).toEqual(expect.arrayContaining(['Customer', 'Turns']));
    expect((await fetch(server.uiUrl ?? '')).status).toBe(200);
  });

  test('listens on the port of its options; a port that is taken is an error that names it', async () => {
    await using first = await start();
    const port = Number(first.address.split(':')[1]);
    const second = start({ port });
    await expect(second).rejects.toThrow(`127.0.0.1:${port}: bind: address already in use`);
    await expect(second).rejects.toMatchObject({ code: 'TEMPORAL_START', binary: path });
    await first.close();
    await using third = await start({ port });
    expect(third.address).toBe(first.address);
  });

  test('at TEMPORAL_ADDRESS is used unchanged, and not stopped', async () => {
    await using server = await start();
    const env = { ...process.env, TEMPORAL_ADDRESS: server.address, TEMPORAL_CLI_PATH: '/nowhere' };
    const same = await startTemporalServer({ env, onProgress: () => {} });
    expect(same).toMatchObject({ address: server.address, source: 'environment address' });
    await same.close();
    expect(await problemOf(server.address)).toBeUndefined();

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
    ['is terminated', 'SIGTERM', 'SIGTERM'],
    ['is interrupted', 'SIGINT', 'SIGINT'],
    ['handles SIGTERM', 'SIGTERM', 7],
    ['throws', undefined, 1],
    ['completes', undefined, 0],
  ] as const)(
    'stops with a process that %s, and does not change its exit code',
    async ([how, signal, status]) => {
      const { TEMPORAL_ADDRESS: _address, ...env } = process.env;
      const parent = spawnFixture('start-server.ts', [how], { ...env, TEMPORAL_CLI_PATH: path });
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
      await expect.poll(() => problemOf(`${host}:${port}`)).toContain('ECONNREFUSED');
    },
  );

  test('runs after Ctrl+C until the process has cleaned up', async () => {
    const { TEMPORAL_ADDRESS: _address, ...env } = process.env;
    const parent = spawnFixture('start-server.ts', ['cleans up after Ctrl+C'], {
      ...env,
      TEMPORAL_CLI_PATH: path,
    });
    await parent.line('127.0.0.1:');
    const { pid } = parent.process;
    // A terminal sends SIGINT to the whole process group.
    process.kill(-(pid ?? Number.NaN), 'SIGINT');
    await parent.line('the server still answers');
    expect(await parent.ended).toBe(0);
  });

  test('is started on another port if another process has taken the first', async () => {
    await using home = await Home.create();
    const failed = join(home.folder, 'failed');
    const error = "can't set frontend port 1: listen tcp 127.0.0.1:1: bind: address already in use";
    const unlucky = `if [ ! -e '${failed}' ]; then touch '${failed}'; echo "${error}" >&2; exit 1; fi; exec '${path}' "$@"`;
    await using server = await start(withBinary(await home.executable('unlucky', fakeTemporal(unlucky))));
    expect(await problemOf(server.address)).toBeUndefined();
    expect(await readFile(failed, 'utf8')).toBe('');
  });

  test('that exits unexpectedly is reported with its stderr', async () => {
    await using home = await Home.create();
    const pidFile = join(home.folder, 'pid');
    const binary = await home.executable(
      'temporal',
      fakeTemporal(`echo "on purpose" >&2; echo $$ > '${pidFile}'; exec '${path}' "$@"`),
    );
    const messages: string[] = [];
    const options = { ...withBinary(binary), onProgress: (message: string) => void messages.push(message) };
    await using server = await startTemporalServer(options);
    process.kill(Number(await readFile(pidFile, 'utf8')), 'SIGKILL');
    await expect.poll(() => messages.at(-1)).toMatch(/^The server at \S+ exited unexpectedly .*on purpose/s);
    expect(messages.at(-1)).toContain(server.address);
  });
});
