import { findTemporal, TemporalUnavailableError } from '@mcp-agent/testing/temporal';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { expect, test } from 'vitest';
import { canTellProcesses } from '../test-support/processes.ts';
import { html, never, startSite } from '../test-support/page.ts';
import { Program } from '../test-support/program.ts';

const QUESTION = 'What is durable execution?';

describeWithTemporal('the playground on Temporal', ({ address }) => {
  const env = { TEMPORAL_ADDRESS: address };

  test('has the same answer as in memory, from the same workflow file', async () => {
    const [durable, inMemory] = await Promise.all([
      Program.run(['--engine', 'temporal', '--once', QUESTION], { env }),
      Program.run(['--once', QUESTION]),
    ]);
    expect(durable.stderr).toBe('');
    expect(durable.status).toBe(0);
    expect(durable.stdout).toMatch(/Completed on temporal in [\d.]+ m?s: 2 model calls, 1 tool call/);
    expect(lastLine(durable.stdout)).toContain('Durable execution means');
    expect(lastLine(durable.stdout)).toBe(lastLine(inMemory.stdout));
  });

  test('execution_engine in the configuration selects Temporal', async () => {
    const config = 'execution_engine: temporal\n';
    const { status, stdout } = await Program.run(['--once', QUESTION], { env, config });
    expect(stdout).toContain('Completed on temporal');
    expect(status).toBe(0);
  });

  test('a server that cannot start ends with status 1 and the same error as in memory', async () => {
    const config = 'mcp:\n  servers:\n    fetch:\n      command: no-such-program-anywhere\n';
    const { status, stderr } = await Program.run(['--engine', 'temporal', '--once', QUESTION], {
      env,
      config,
    });
    expect(status).toBe(1);
    expect(stderr).toContain('MCP_SERVER_START: MCP server "fetch"');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test.skipIf(!canTellProcesses)('leaves no process when stopped during a tool call', async () => {
    await using site = await startSite(never);
    const question = `What says ${site.origin}/?`;
    await using program = await Program.start(['--engine', 'temporal', '--once', question], { env });
    await site.asked;
    program.process.kill('SIGINT');
    const { status, stdout } = await program.ended;
    expect(stdout).toContain('Cancelled on temporal');
    expect(status).toBe(130);
    expect(await program.processes()).toEqual([]);
  });

  test('a worker that dies ends --once with status 1', async () => {
    await using site = await startSite(never);
    const args = ['--engine', 'temporal', '--once', `What says ${site.origin}/?`];
    await using program = await Program.start(args, { env });
    const pid = await program.says(/The worker runs in process (\d+)/);
    await site.asked;
    process.kill(Number(pid), 'SIGKILL');
    const { status, stderr } = await program.ended;
    expect(stderr).toContain(`Process ${pid} of the engine exited unexpectedly (SIGKILL).`);
    expect(status).toBe(1);
  });
});

test('a Temporal server that does not respond ends with status 1 and an error', async () => {
  const env = { TEMPORAL_ADDRESS: '127.0.0.1:1' };
  const { status, stdout, stderr } = await Program.run(['--engine', 'temporal', '--once', QUESTION], { env });
  expect(stdout).toContain('The workflow did not start: the engine "temporal" is not available.');
  expect(stderr).toContain('ENGINE_UNAVAILABLE: No Temporal server listens at 127.0.0.1:1');
  expect(status).toBe(1);
});

test('uses the address in the configuration even if it is the default', async () => {
  const config = 'temporal: { host: "localhost:7233" }\n';
  await using program = await Program.start(['--engine', 'temporal', '--once', QUESTION], { config });
  await program.says(/Using the configured Temporal server at localhost:7233\./);
  // A server may exist at this address, so nothing must run on it.
  program.process.kill('SIGTERM');
  expect((await program.ended).stdout).not.toContain('Starting a development server');
});

test.skipIf(!canTellProcesses)('starts and stops its own server without an address', async ({ skip }) => {
  const path = await binaryAtHand();
  skip(path === undefined, 'There is no temporal binary at hand.');
  await using site = await startSite(() => html('<h1>Here</h1><p>It is here.</p>'));
  await using program = await Program.start(
    ['--engine', 'temporal', '--once', `What says ${site.origin}/?`],
    { env: { TEMPORAL_CLI_PATH: path ?? '' } },
  );
  const { status, stdout, stderr } = await program.ended;
  expect(stderr).toBe('');
  expect(stdout).toContain('No Temporal server is configured. Starting a development server...');
  expect(stdout).toContain('It is here.');
  expect(status).toBe(0);
  expect(await program.processes()).toEqual([]);
});

function lastLine(text: string): string | undefined {
  return text.trimEnd().split('\n').at(-1);
}

async function binaryAtHand(): Promise<string | undefined> {
  try {
    const found = await findTemporal({
      sources: ['environment binary', 'PATH', 'cache'],
      onProgress: () => {},
    });
    return found.kind === 'binary' ? found.path : undefined;
  } catch (error) {
    if (TemporalUnavailableError.isInstance(error)) return undefined;
    throw error;
  }
}
