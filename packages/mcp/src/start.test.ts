import { chmodSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError, errorToData, ServerStartError } from '@mcp-agent/core/errors';
import { expect, onTestFinished, test, vi } from 'vitest';
import { failureOf, hostWith, listTools, stdioServer, temporaryFolder } from './fixtures/harness.ts';
import type { McpServerSettings } from './settings.ts';

function startFailure(settings: McpServerSettings): Promise<unknown> {
  return failureOf(listTools(hostWith({ one: settings }), 'one'));
}

test('a server that exits at the start fails with its command and its last lines', async () => {
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

test('a missing command is a permanent error', async () => {
  const failure = await startFailure({ command: 'no-such-command', args: ['--port', '1'] });
  expect(failure).toBeInstanceOf(ServerStartError);
  expect(failure).toMatchObject({ nonRetryable: true, target: 'no-such-command --port 1' });
  expect(String(failure)).toContain('the command "no-such-command" was not found');
});

test('a missing working directory is distinguished from a missing command', async () => {
  const failure = await startFailure({ command: process.execPath, cwd: '/no/such/folder' });
  expect(failure).toMatchObject({ nonRetryable: true });
  expect(String(failure)).toContain('its working directory /no/such/folder does not exist');
});

test.skipIf(process.platform === 'win32')('a file that is not executable is a permanent error', async () => {
  const file = join(temporaryFolder(), 'server');
  writeFileSync(file, 'text');
  chmodSync(file, 0o644);
  const failure = await startFailure({ command: file });
  expect(failure).toMatchObject({ nonRetryable: true });
  expect(String(failure)).toContain('is not executable (EACCES)');
});

test('a slow start times out with an error that names the setting', async () => {
  const server = stdioServer(['--start-after', '60000'], { startTimeoutSeconds: 0.3 });
  const failure = await startFailure(server.settings);
  expect(failure).toBeInstanceOf(ServerStartError);
  expect(failure).not.toHaveProperty('nonRetryable');
  expect(String(failure)).toContain('did not respond within 0.3 s');
  expect(String(failure)).toContain('mcp.servers.one.startTimeoutSeconds');
});

test.each([
  [{ transport: 'websocket', url: 'ws://localhost:1' }, 'transport', '"websocket" is not supported'],
  [{ transport: 'stdio', url: 'http://localhost:1' }, 'command', 'command is not set'],
  [{ transport: 'sse', command: 'node' }, 'url', 'url is not set'],
  [{}, 'url', 'neither command (stdio) nor url (HTTP) is set'],
  [
    { command: 'x', url: 'http://127.0.0.1:1/mcp' },
    'transport',
    'both command (stdio) and url (HTTP) are set',
  ],
  [{ command: 'node', readTimeoutSeconds: 0 }, 'readTimeoutSeconds', 'above 0'],
] as const)(
  'inconsistent settings fail with an error that names the key: %j',
  async (settings, key, said) => {
    const failure = await startFailure(settings);
    expect(failure).toBeInstanceOf(ConfigurationError);
    expect(failure).toMatchObject({ nonRetryable: true, path: `mcp.servers.one.${key}` });
    expect(String(failure)).toContain(said);
  },
);

test('an invalid URL is a permanent error without its password', async () => {
  const failure = await startFailure({ url: 'htp://user:hunter2@example.com/mcp?key=hunter3' });
  expect(failure).toBeInstanceOf(ServerStartError);
  expect(failure).toMatchObject({ nonRetryable: true });
  expect(JSON.stringify(errorToData(failure))).not.toMatch(/hunter/);
});

test('hides secrets from the settings in start errors even if the server repeats them', async () => {
  const server = stdioServer(['--die-at-start', '--', '--api-key', 'opensesame', '--token=opensesame2'], {
    env: { API_KEY: 'sk-abracadabra' },
  });
  const failure = await startFailure(server.settings);
  expect(String(failure)).toContain('no key [hidden]');
  expect(String(failure)).toContain('--api-key [hidden] --token=[hidden]');
  expect(JSON.stringify(errorToData(failure))).not.toMatch(/abracadabra|opensesame/);
});

test('a server receives its working directory, its variables and only safe variables of the parent', async () => {
  vi.stubEnv('SECRET_OF_OURS', 'abracadabra');
  onTestFinished(() => void vi.unstubAllEnvs());
  const cwd = realpathSync(temporaryFolder());
  const program = `require('fs').writeFileSync('said', JSON.stringify({ cwd: process.cwd(), ...process.env }))`;
  await startFailure({ command: process.execPath, args: ['-e', program], cwd, env: { OWN: 'mine' } });
  const said: unknown = JSON.parse(readFileSync(join(cwd, 'said'), 'utf8'));
  expect(said).toMatchObject({ cwd, OWN: 'mine', PATH: process.env['PATH'] });
  expect(said).not.toHaveProperty('SECRET_OF_OURS');
});
