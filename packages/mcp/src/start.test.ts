import { chmodSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError, errorToData, ServerStartError } from '@mcp-agent/core/errors';
import { expect, onTestFinished, test, vi } from 'vitest';
import { failureOf, hostWith, listTools, stdioServer, temporaryFolder } from './fixtures/harness.ts';
import type { McpServerSettings } from './settings.ts';

function startFailure(settings: McpServerSettings): Promise<unknown> {
  return failureOf(listTools(hostWith({ one: settings }), 'one'));
}

test('a server that ends at its start is an error with its command and its last lines', async () => {
  const failure = await startFailure(stdioServer(['--die-at-start']).settings);
  expect(failure).toBeInstanceOf(ServerStartError);
  expect(failure).toMatchObject({ server: 'one', target: expect.stringContaining('--die-at-start') });
  expect(failure).not.toHaveProperty('nonRetryable');
  const said = Array.from({ length: 19 }, (_, index) => `line ${index + 12}`).join('\n');
  expect(failure).toHaveProperty('stderr', `${said}\nno key undefined`);
  const message = String(failure);
  expect(message).toContain('MCP server "one" could not be started');
  expect(message).toContain('it exited with code 3 before it was ready');
  expect(message).toContain(said);
});

test('a command that is not there is an error that no retry follows', async () => {
  const failure = await startFailure({ command: 'no-such-command', args: ['--port', '1'] });
  expect(failure).toBeInstanceOf(ServerStartError);
  expect(failure).toMatchObject({ nonRetryable: true, target: 'no-such-command --port 1' });
  expect(String(failure)).toContain('the command "no-such-command" was not found');
});

test('a folder that is not there is told from a command that is not', async () => {
  const failure = await startFailure({ command: process.execPath, cwd: '/no/such/folder' });
  expect(failure).toMatchObject({ nonRetryable: true });
  expect(String(failure)).toContain('its folder /no/such/folder does not exist');
});

test.skipIf(process.platform === 'win32')(
  'a file that may not be run is an error that no retry follows',
  async () => {
    const file = join(temporaryFolder(), 'server');
    writeFileSync(file, 'text');
    chmodSync(file, 0o644);
    const failure = await startFailure({ command: file });
    expect(failure).toMatchObject({ nonRetryable: true });
    expect(String(failure)).toContain('may not be run (EACCES)');
  },
);

test('a server that takes too long to start is given up, with what to set', async () => {
  const server = stdioServer(['--start-after', '60000'], { startTimeoutSeconds: 0.3 });
  const failure = await startFailure(server.settings);
  expect(failure).toBeInstanceOf(ServerStartError);
  expect(failure).not.toHaveProperty('nonRetryable');
  expect(String(failure)).toContain('did not answer within 0.3 s');
  expect(String(failure)).toContain('mcp.servers.one.startTimeoutSeconds');
});

test.each([
  [{ transport: 'websocket', url: 'ws://localhost:1' }, 'transport', 'websocket, which is not supported'],
  [{ transport: 'stdio', url: 'http://localhost:1' }, 'command', 'no command'],
  [{ transport: 'sse', command: 'node' }, 'url', 'no url'],
  [{}, 'url', 'neither a command nor a url'],
  [{ command: 'node', readTimeoutSeconds: 0 }, 'readTimeoutSeconds', 'above 0'],
] as const)(
  'settings that cannot be meant are an error that names the key: %j',
  async (settings, key, said) => {
    const failure = await startFailure(settings);
    expect(failure).toBeInstanceOf(ConfigurationError);
    expect(failure).toMatchObject({ nonRetryable: true, path: `mcp.servers.one.${key}` });
    expect(String(failure)).toContain(said);
  },
);

test('a URL that cannot be read is an error that no retry follows, without its password', async () => {
  const failure = await startFailure({ url: 'htp://user:hunter2@example.com/mcp?key=hunter3' });
  expect(failure).toBeInstanceOf(ServerStartError);
  expect(failure).toMatchObject({ nonRetryable: true });
  expect(JSON.stringify(errorToData(failure))).not.toMatch(/hunter/);
});

test('what is secret in the settings is in no error, also where the server repeats it', async () => {
  const server = stdioServer(['--die-at-start', '--', '--api-key', 'opensesame', '--token=opensesame2'], {
    env: { API_KEY: 'sk-abracadabra' },
  });
  const failure = await startFailure(server.settings);
  expect(String(failure)).toContain('no key [hidden]');
  expect(String(failure)).toContain('--api-key [hidden] --token=[hidden]');
  expect(JSON.stringify(errorToData(failure))).not.toMatch(/abracadabra|opensesame/);
});

test('a server has the folder and the variables that it is given, and of ours what is safe', async () => {
  vi.stubEnv('SECRET_OF_OURS', 'abracadabra');
  onTestFinished(() => void vi.unstubAllEnvs());
  const cwd = realpathSync(temporaryFolder());
  const program = `require('fs').writeFileSync('said', JSON.stringify({ cwd: process.cwd(), ...process.env }))`;
  await startFailure({ command: process.execPath, args: ['-e', program], cwd, env: { OWN: 'mine' } });
  const said: unknown = JSON.parse(readFileSync(join(cwd, 'said'), 'utf8'));
  expect(said).toMatchObject({ cwd, OWN: 'mine', PATH: process.env['PATH'] });
  expect(said).not.toHaveProperty('SECRET_OF_OURS');
});
