import { ConfigurationError } from '@mcp-agent/core/errors';
import { describe, expect, test } from 'vitest';
import { CONFIG, SECRETS, testProject } from '../test-project.ts';

describe('an invalid value throws an error with its location and what was expected', () => {
  test.each([
    [
      'temporal:\n  worker_count: four',
      'temporal.worker_count',
      'expected an integer of at least 1, found "four"',
    ],
    ['temporal:\n  worker_count: 0', 'temporal.worker_count', 'expected an integer of at least 1, found 0'],
    [
      'temporal:\n  worker_count: 1.5',
      'temporal.worker_count',
      'expected an integer of at least 1, found 1.5',
    ],
    ['temporal:\n  tls: maybe', 'temporal.tls', 'expected true or false, found "maybe"'],
    ['temporal:\n  namespace: 42', 'temporal.namespace', 'found 42: put it in quotes'],
    ['temporal:\n  namespace: [a]', 'temporal.namespace', 'expected a non-empty string, found a list'],
    ['temporal:\n  - a', 'temporal', 'expected a map, found a list'],
    [
      '\nexecution_engine: Not A Package',
      'execution_engine',
      'expected asyncio, temporal, or the name of an npm package',
    ],
    ['logger:\n  level: warn', 'logger.level', 'found "warn": did you mean "warning"?'],
    ['logger:\n  type: fil', 'logger.type', 'did you mean "file"?'],
    ['workflow_task_modules: a', 'workflow_task_modules', 'expected a list of strings, found "a"'],
    [
      'oauth:\n  loopback_ports: [0]',
      'oauth.loopback_ports[0]',
      'expected an integer from 1 to 65535, found 0',
    ],
    ['openai:\n  reasoning_effort: hgih', 'openai.reasoning_effort', 'did you mean "high"?'],
    [
      'mcp:\n  servers: { a: { } }',
      'mcp.servers.a',
      'expected a "command" that starts the server, or its "url"',
    ],
    ['mcp:\n  servers: { a: }', 'mcp.servers.a', 'found no value'],
    [
      'mcp:\n  servers: { a: { command: c, url: "http://u" } }',
      'mcp.servers.a',
      'select one with "transport"',
    ],
    ['mcp:\n  servers: { a: { transport: sse, command: c } }', 'mcp.servers.a', 'expected a "url"'],
    [
      'mcp:\n  servers: { a: { transport: http, url: "http://u" } }',
      'mcp.servers.a.transport',
      'expected one of stdio',
    ],
    [
      'mcp:\n  servers: { a: { url: "ftp://u" } }',
      'mcp.servers.a.url',
      'expected a URL that starts with http:',
    ],
    [
      'mcp:\n  servers: { "a b": { command: c, env: { X: } } }',
      'mcp.servers["a b"].env.X',
      'expected a string',
    ],
    ['mcp:\n  servers: { a: { command: c, roots: [{ uri: /x }] } }', 'mcp.servers.a.roots[0].uri', 'file://'],
  ])('%j at %s', async (text, path, message) => {
    await using project = await testProject({ [CONFIG]: `${text}\n` });
    const error: unknown = await project.load().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({
      file: project.path(CONFIG),
      path,
      message: expect.stringContaining(message),
      nonRetryable: true,
    });
    expect(error).toHaveProperty('line');
  });

  test('the line is that of the value', async () => {
    const text = 'mcp:\n  servers:\n    a:\n      command: run\n      args:\n        - x\n        - [y]\n';
    await using project = await testProject({ [CONFIG]: text });
    await expect(project.load()).rejects.toMatchObject({ line: 7, path: 'mcp.servers.a.args[1]' });
  });

  test('one error lists every invalid value', async () => {
    await using project = await testProject({
      [CONFIG]: 'temporal:\n  worker_count: 0\n  tls: x\n',
      [SECRETS]: 'logger: { level: loud }\n',
    });
    const error: unknown = await project.load().catch((reason: unknown) => reason);
    expect(String(error).split('\n')).toHaveLength(3);
    expect(String(error)).toContain(`${project.path(SECRETS)}:1: logger.level: expected one of`);
  });

  test.each([
    ['openai: { api_key: [sk-secret] }', {}],
    ['mcp: { servers: { a: { command: c, env: { X: [sk-secret] } } } }', {}],
    ['mcp: { servers: { a: { url: "sk-secret://u:p@h" } } }', {}],
    ['openai: { default_headers: sk-secret }', {}],
    ['temporal: { rpc_metadata: sk-secret }', {}],
    ['name: x', { [SECRETS]: 'temporal: { tls: sk-secret }' }],
    ['name: x', { [SECRETS]: 'logger: { level: sk-secret }' }],
  ])('the error contains no secret: %s %j', async (text, files) => {
    await using project = await testProject({ [CONFIG]: text, ...files });
    const error: unknown = await project.load().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConfigurationError);
    const { inspect } = await import('node:util');
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('sk-secret');
  });
});
