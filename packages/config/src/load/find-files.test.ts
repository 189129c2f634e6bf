import { describe, expect, test } from 'vitest';
import { testProject } from '../test-project.ts';

async function loadedFrom(files: string[], cwd: string): Promise<string | undefined> {
  await using project = await testProject(
    Object.fromEntries(files.map((file) => [file, `openai: { user: ${file} }\n`])),
  );
  return (await project.load({}, { cwd: project.path(cwd) })).openai.user;
}

describe('the configuration is found', () => {
  test.each([
    ['in the working directory', ['a/mcp_agent.config.yaml'], 'a', 'a/mcp_agent.config.yaml'],
    ['spelled with a dash', ['a/mcp-agent.config.yaml'], 'a', 'a/mcp-agent.config.yaml'],
    ['in a folder above', ['mcp_agent.config.yaml'], 'a/b/c', 'mcp_agent.config.yaml'],
    ['in .mcp-agent', ['a/.mcp-agent/mcp_agent.config.yaml'], 'a', 'a/.mcp-agent/mcp_agent.config.yaml'],
    ['in .mcp-agent above', ['.mcp-agent/mcp-agent.config.yaml'], 'a/b', '.mcp-agent/mcp-agent.config.yaml'],
    ['at home', ['home/.mcp-agent/mcp_agent.config.yaml'], 'a', 'home/.mcp-agent/mcp_agent.config.yaml'],
    [
      'in the nearest folder first',
      ['mcp-agent.config.yaml', 'a/mcp_agent.config.yaml', 'home/.mcp-agent/mcp_agent.config.yaml'],
      'a/b',
      'a/mcp_agent.config.yaml',
    ],
    [
      'in the folder before its .mcp-agent',
      ['a/.mcp-agent/mcp_agent.config.yaml', 'a/mcp_agent.config.yaml'],
      'a',
      'a/mcp_agent.config.yaml',
    ],
  ])('%s', async (_where, files, cwd, expected) => {
    expect(await loadedFrom(files, cwd)).toBe(expected);
  });

  test('at the path that the caller passes', async () => {
    await using project = await testProject({
      'other/my.yaml': 'openai: { user: mine }\n',
      'mcp_agent.config.yaml': 'openai: { user: no }\n',
    });
    const config = await project.load({}, { file: 'other/my.yaml' });
    expect(config).toMatchObject({ openai: { user: 'mine' }, configFile: project.path('other/my.yaml') });
  });

  test('or the error names the path that the caller passed', async () => {
    await using project = await testProject();
    await expect(project.load({}, { file: 'nope.yaml' })).rejects.toMatchObject({
      code: 'CONFIGURATION',
      file: project.path('nope.yaml'),
      message: expect.stringContaining('the file does not exist'),
    });
  });
});

test('secrets beside the configuration take precedence over those in a nearer folder', async () => {
  await using project = await testProject({
    'mcp_agent.config.yaml': 'name: x\n',
    'mcp_agent.secrets.yaml': 'openai: { api_key: beside }\n',
    'a/mcp_agent.secrets.yaml': 'openai: { api_key: nearer }\n',
  });
  const config = await project.load({}, { cwd: project.path('a') });
  expect(config.openai.apiKey).toBe('beside');
});

test('without secrets beside the configuration, the search goes upwards', async () => {
  await using project = await testProject({
    'mcp_agent.config.yaml': 'name: x\n',
    'a/mcp-agent.secrets.yaml': 'openai: { api_key: nearer }\n',
  });
  const config = await project.load({}, { cwd: project.path('a/b') });
  expect(config.openai.apiKey).toBe('nearer');
});

test('a file with the other spelling in the same folder causes a warning', async () => {
  await using project = await testProject({
    'mcp_agent.config.yaml': 'temporal: { namespace: underscore }\n',
    'mcp-agent.config.yaml': 'temporal: { namespace: dash }\n',
  });
  const config = await project.load();
  expect(config.temporal.namespace).toBe('dash');
  expect(config.warnings).toMatchObject([{ file: project.path('mcp_agent.config.yaml') }]);
});
