import { describe, expect, test } from 'vitest';
import { CONFIG, SECRETS, testProject } from '../test-project.ts';

describe('environment variables', () => {
  test('of a provider override the files', async () => {
    await using project = await testProject({
      [CONFIG]: 'openai: { base_url: "http://file", default_model: m }\n',
      [SECRETS]: 'openai: { api_key: file }\n',
    });
    const config = await project.load({ OPENAI_API_KEY: 'env', OPENAI_BASE_URL: 'http://env' });
    expect(config.openai).toEqual({ apiKey: 'env', baseUrl: 'http://env', defaultModel: 'm' });
  });

  test.each([
    [{ EXECUTION_ENGINE: 'temporal' }, { executionEngine: 'temporal' }],
    [{ TEMPORAL_ADDRESS: 'h:1' }, { temporal: { host: 'h:1' } }],
    [{ TEMPORAL_NAMESPACE: 'n' }, { temporal: { namespace: 'n' } }],
    [{ TEMPORAL__HOST: 'h:1' }, { temporal: { host: 'h:1' } }],
    [{ MCP_AGENT__TEMPORAL__HOST: 'h:1' }, { temporal: { host: 'h:1' } }],
    [{ MCP_AGENT__EXECUTION_ENGINE: 'temporal' }, { executionEngine: 'temporal' }],
    [{ mcp_agent__temporal__tls: 'true' }, { temporal: { tls: true } }],
    [{ TEMPORAL__WORKER_COUNT: '4' }, { temporal: { workerCount: 4 } }],
    [{ OPENAI__API_KEY: '123' }, { openai: { apiKey: '123' } }],
    [{ AZURE_AI_API_KEY: 'a' }, { azure: { apiKey: 'a' } }],
    [{ OAUTH__LOOPBACK_PORTS: '[1, 2]' }, { oauth: { loopbackPorts: [1, 2] } }],
    [{ MCP__SERVERS: '{"a": {"url": "http://a"}}' }, { mcp: { servers: { a: { url: 'http://a' } } } }],
  ])('%j is read', async (env, expected) => {
    await using project = await testProject();
    const config = await project.load(env);
    expect(config).toMatchObject(expected);
    expect(config.warnings).toEqual([]);
  });

  test('override one another: the more specific name takes precedence', async () => {
    await using project = await testProject();
    const env = { MCP_AGENT__OPENAI__API_KEY: 'c', OPENAI__API_KEY: 'b', OPENAI_API_KEY: 'a' };
    expect((await project.load(env)).openai.apiKey).toBe('c');
    expect((await project.load({ ...env, MCP_AGENT__OPENAI__API_KEY: '' })).openai.apiKey).toBe('b');
  });

  test('match a user-defined name in the file, ignoring case', async () => {
    await using project = await testProject({
      [CONFIG]: 'mcp: { servers: { My-Server: { command: run } } }\n',
    });
    const { mcp } = await project.load({
      MCP__SERVERS__MY_SERVER__CWD: '/x',
      MCP__SERVERS__MY_SERVER__ENV__Some_Name: 'v',
      MCP__SERVERS__NEW__URL: 'http://new',
    });
    expect(mcp.servers).toMatchObject({
      'My-Server': { command: 'run', cwd: '/x', env: { Some_Name: 'v' } },
      new: { url: 'http://new' },
    });
  });

  test('count as not set if they are empty', async () => {
    await using project = await testProject({ [CONFIG]: 'openai: { api_key: file }\n' });
    expect((await project.load({ OPENAI_API_KEY: '', OPENAI__API_KEY: '' })).openai.apiKey).toBe('file');
  });

  test('cause a warning for an unknown key', async () => {
    await using project = await testProject();
    const { warnings } = await project.load({ TEMPORAL__HOTS: 'x' });
    expect(warnings).toEqual([
      {
        path: 'temporal.hots',
        nearest: 'host',
        message: 'environment variable TEMPORAL__HOTS: temporal.hots: unknown key: did you mean "host"?',
      },
    ]);
  });

  test('of other programs are ignored', async () => {
    await using project = await testProject();
    const config = await project.load({ FOO__BAR: 'x', NAME: 'wsl', __OPENAI: 'x', OPENAI__: 'x' });
    expect(config.warnings).toEqual([]);
    expect(config).not.toHaveProperty('name');
  });

  test('throw an error with their name, without their value, if it is invalid', async () => {
    await using project = await testProject();
    await expect(project.load({ TEMPORAL__WORKER_COUNT: 'sk-123' })).rejects.toMatchObject({
      path: 'temporal.worker_count',
      message:
        'environment variable TEMPORAL__WORKER_COUNT: temporal.worker_count: expected an integer of at least 1, found a string (hidden)',
    });
  });

  test('throw an error with their name if a list is not JSON', async () => {
    await using project = await testProject();
    await expect(project.load({ OAUTH__LOOPBACK_PORTS: '[1' })).rejects.toMatchObject({
      code: 'CONFIGURATION',
      message: expect.stringContaining('environment variable OAUTH__LOOPBACK_PORTS: is not valid YAML'),
    });
  });
});

describe('the address of the Temporal server', () => {
  test.each([
    ['host: h:1', 'h:1'],
    ['host: h', 'h:7233'],
    ['server_url: h:1', 'h:1'],
    ['{ host: h, port: 1 }', 'h:1'],
    ['{ server_url: h, port: 1 }', 'h:1'],
    ['{ host: "h:1", port: 1 }', 'h:1'],
    ['port: 1', 'localhost:1'],
    ['host: "[::1]:5"', '[::1]:5'],
    ['host: 10.0.0.7', '10.0.0.7:7233'],
    // What the engine takes by itself, and said so: another thing than nothing.
    ['host: localhost:7233', 'localhost:7233'],
    ['{ host: , namespace: n }', undefined],
    ['namespace: n', undefined],
  ])('%s is %s', async (text, host) => {
    await using project = await testProject({ [CONFIG]: `temporal:\n  ${text}\n` });
    expect((await project.load()).temporal.host).toBe(host);
  });

  test('in the environment replaces that of the file as a whole', async () => {
    await using project = await testProject({ [CONFIG]: 'temporal: { server_url: file, port: 1 }\n' });
    expect((await project.load({ TEMPORAL_ADDRESS: 'env:2' })).temporal.host).toBe('env:2');
    expect((await project.load({ TEMPORAL__PORT: '3', TEMPORAL__HOST: 'env' })).temporal.host).toBe('env:3');
    expect((await project.load({ TEMPORAL__PORT: '4' })).temporal.host).toBe('file:4');
  });

  test.each([
    ['{ host: "a:1", server_url: "b:1" }', 'temporal.server_url', 'remove one of the two'],
    ['{ host: "a:1", port: 2 }', 'temporal.port', 'remove one of the two'],
    ['host: "http://a:1"', 'temporal.host', 'without a scheme'],
    ['server_url: "a:99999"', 'temporal.server_url', 'an address such as'],
    ['{ host: a, port: 70000 }', 'temporal.port', 'an integer from 1 to 65535, found 70000'],
  ])('%s is rejected at %s', async (text, path, message) => {
    await using project = await testProject({ [CONFIG]: `temporal:\n  ${text}\n` });
    await expect(project.load()).rejects.toMatchObject({
      path,
      line: 2,
      message: expect.stringContaining(message),
    });
  });
});
