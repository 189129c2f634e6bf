import { execFileSync } from 'node:child_process';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { ConfigurationError } from '@mcp-agent/core/errors';
import { describe, expect, test } from 'vitest';
import { CONFIG, SECRETS, type TestProject, testProject } from '../test-project.ts';

async function rejection(project: TestProject): Promise<ConfigurationError> {
  const error: unknown = await project.load().catch((reason: unknown) => reason);
  if (!(error instanceof ConfigurationError)) throw new Error('It was not rejected.', { cause: error });
  return error;
}

describe('an invalid file is rejected with file and line', () => {
  test.each([
    ['a list', '- a\n', 1, 'found a list'],
    ['a single value', 'hello\n', 1, 'found a single value'],
    ['an unclosed quote', 'name: "x\nmcp: {}\n', 3, 'quote'],
    ['an unclosed bracket', 'name: x\nmcp: [\n', 3, 'is not valid YAML'],
    ['a tab', 'mcp:\n\tservers: {}\n', 2, 'use spaces'],
    ['a value that starts with @', 'name: x\nexecution_engine: @acme/x\n', 2, 'put it in quotes'],
    ['two documents', 'name: x\n---\nname: y\n', 2, 'second document'],
    ['a duplicate key', 'name: x\nmcp: {}\nname: y\n', 3, 'has the key "name" twice'],
    ['__proto__', 'mcp:\n  servers:\n    __proto__: { command: x }\n', 3, 'is not allowed'],
    ['constructor', 'constructor: x\n', 1, 'is not allowed'],
    ['prototype', 'mcp: { prototype: x }\n', 1, 'is not allowed'],
    ["Python's tags", 'name: !!python/object/apply:os.system [id]\n', 1, 'tags are not supported'],
    ['a custom tag', 'name: x\ndescription: !env X\n', 2, 'tags are not supported'],
    ['a key that is a list', 'name: x\n? [a, b]\n: c\n', 2, 'a key that is not a string'],
    ['a key that is null', '~: x\n', 1, 'a key that is not a string'],
    ['an undefined alias', 'name: *who\n', 1, 'before &who defines it'],
    ['a circular alias', 'mcp: &m\n  servers: *m\n', 2, 'inside the value'],
    ['a merge of a list of numbers', 'a: &a [1]\nmcp:\n  <<: *a\n', 3, 'not a map'],
  ])('%s', async (_what, text, line, message) => {
    await using project = await testProject({ [CONFIG]: text });
    const error = await rejection(project);
    expect(error).toMatchObject({ file: project.path(CONFIG), line });
    expect(error.message).toContain(message);
  });

  test('a key that is a number or a boolean is a string, as written', async () => {
    const text = 'mcp: { servers: { a: { command: c, env: { 1: x, true: y, 007: z } } } }\n';
    await using project = await testProject({ [CONFIG]: text });
    expect((await project.load()).mcp.servers?.['a']?.env).toEqual({ '1': 'x', true: 'y', '007': 'z' });
  });

  test.each([
    'openai: { api_key: "sk-secret\n',
    'openai:\n  api_key: sk-secret: x\n',
    'openai: { api_key: "\\sk-secret" }\n',
    'openai: [ api_key ] sk-secret\n',
    'openai: !sk-secret x\n',
    '%sk-secret\n---\nname: x\n',
    'openai: @sk-secret\n',
  ])('%j, without quoting the file', async (text) => {
    await using project = await testProject({ [SECRETS]: text });
    const error = await rejection(project);
    const { inspect } = await import('node:util');
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('sk-secret');
  });
});

describe('an unreadable file is rejected with its path', () => {
  test('a folder', async () => {
    await using project = await testProject();
    await mkdir(project.path(CONFIG));
    expect((await rejection(project)).message).toBe(
      `${project.path(CONFIG)}: cannot be read: it is a folder; give the path of a file`,
    );
  });

  test.skipIf(process.platform === 'win32')('a file without permission', async () => {
    await using project = await testProject({ [CONFIG]: 'name: x\n' });
    // The superuser may read everything.
    const isRoot = process.geteuid?.() === 0;
    execFileSync('chmod', ['000', project.path(CONFIG)]);
    if (isRoot) process.seteuid?.(65_534);
    try {
      expect((await rejection(project)).message).toContain('check its permissions');
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  test.skipIf(process.platform === 'win32')('a named pipe without a writer', async () => {
    await using project = await testProject();
    execFileSync('mkfifo', [project.path(CONFIG)]);
    expect((await rejection(project)).message).toContain('not a regular file');
  });

  test('a circular symbolic link', async () => {
    await using project = await testProject();
    await symlink(project.path(CONFIG), project.path(CONFIG));
    expect((await rejection(project)).message).toContain('circle');
    await rm(project.path(CONFIG));
  });

  test('bytes that are not UTF-8', async () => {
    await using project = await testProject({ [CONFIG]: new Uint8Array([0x6e, 0x3a, 0x20, 0xff, 0xfe]) });
    expect((await rejection(project)).message).toContain('UTF-8');
  });

  test('a huge file', async () => {
    await using project = await testProject({ [CONFIG]: `name: ${'x'.repeat(300_000)}\n` });
    expect((await rejection(project)).message).toContain('larger than 256 KiB');
  });
});

describe('a file designed to take time or memory is rejected quickly', () => {
  const lol = Array.from({ length: 12 }, (_, level) => {
    const below = level === 0 ? 'lol' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array.from({ length: 9 }, () => below).join(', ')}]`;
  });
  const chain = Array.from(
    { length: 5000 },
    (_, level) => `a${level}: &a${level} [${level ? `*a${level - 1}` : 1}]`,
  );

  test.each([
    ['aliases of aliases', lol.join('\n'), 'aliases expanded'],
    ['a chain of aliases', chain.join('\n'), 'nested deeper'],
    ['merges of merges', lol.join('\n').replaceAll('[lol', '[{ x: 1 }'), 'aliases expanded'],
    ['open brackets', '['.repeat(200_000), 'is not valid YAML'],
    ['closed brackets', `a: ${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'nested too deeply'],
    ['fifty levels', `a: ${'['.repeat(50)}${']'.repeat(50)}`, 'nested deeper than 32 levels'],
    ['dashes', '- '.repeat(100_000), 'is not valid YAML'],
    ['keys', Array.from({ length: 30_000 }, (_, index) => `k${index}:`).join('\n'), 'more than 20000 values'],
  ])('%s', async (_what, text, message) => {
    await using project = await testProject({ [CONFIG]: text });
    expect((await rejection(project)).message).toContain(message);
  });

  test('thousands of unknown keys cause warnings quickly', async () => {
    const text = Array.from({ length: 3000 }, (_, index) => `unknown_key_${index}: 1`).join('\n');
    await using project = await testProject({ [CONFIG]: text });
    expect((await project.load()).warnings).toHaveLength(3000);
  });
});
