import { expect, test } from 'vitest';
import { CONFIG, SECRETS, testProject } from '../test-project.ts';

/** Returns the lines of the error of a load, with file names in place of paths. */
async function problemsOf(
  files: Record<string, string>,
  env: Record<string, string> = {},
): Promise<string[]> {
  await using project = await testProject(files);
  const error: unknown = await project.load(env).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof Error
    ? error.message.split('\n').map((line) => line.replace(`${project.folder}/`, ''))
    : [];
}

test('one error lists the invalid values and the unknown keys of both files and of the environment', async () => {
  const files = {
    [CONFIG]: `loger: {}
mcp:
  servers:
    fetch: { comand: uvx, url: 5 }
    other: { command: uvx, args: several }
`,
    [SECRETS]: `openai:
  api_key: [1]
  api_kye: x
`,
  };
  expect(await problemsOf(files, { TEMPORAL__WORKER_COUNT: 'many' })).toEqual([
    expect.stringMatching(/^mcp_agent\.config\.yaml:4: mcp\.servers\.fetch\.url: expected a string/),
    expect.stringMatching(/^mcp_agent\.config\.yaml:5: mcp\.servers\.other\.args: expected a list/),
    expect.stringMatching(/^mcp_agent\.secrets\.yaml:2: openai\.api_key: expected a string/),
    expect.stringMatching(/^environment variable TEMPORAL__WORKER_COUNT: .*expected an integer/),
    'mcp_agent.config.yaml:1: loger: unknown key: did you mean "logger"?',
    'mcp_agent.config.yaml:4: mcp.servers.fetch.comand: unknown key: did you mean "command"?',
    'mcp_agent.secrets.yaml:3: openai.api_kye: unknown key: did you mean "api_key"?',
  ]);
});

test('a variable that is not set is reported with the invalid values, and not as a missing value', async () => {
  const files = {
    [CONFIG]: `mcp:
  servers:
    fetch: { command: "\${NOT_SET}" }
    other: { command: uvx, args: several }
`,
  };
  expect(await problemsOf(files)).toEqual([
    expect.stringMatching(/^mcp_agent\.config\.yaml:3: mcp\.servers\.fetch\.command: .*NOT_SET/),
    expect.stringMatching(/^mcp_agent\.config\.yaml:4: mcp\.servers\.other\.args: expected a list/),
  ]);
});

test('syntax errors of both files are reported together', async () => {
  expect(await problemsOf({ [CONFIG]: 'a: "open\n', [SECRETS]: 'b: [1, 2\nc: }\n' })).toEqual([
    expect.stringMatching(/^mcp_agent\.config\.yaml:2: is not valid YAML/),
    expect.stringMatching(/^mcp_agent\.secrets\.yaml:2: is not valid YAML/),
    expect.stringMatching(/^mcp_agent\.secrets\.yaml:2: is not valid YAML/),
  ]);
});
