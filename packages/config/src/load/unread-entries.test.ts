import { describe, expect, test } from 'vitest';
import { MOVED_SECTIONS, UNREAD_KEYS } from '../schema/unread.ts';
import { CONFIG, SECRETS, testProject } from '../test-project.ts';

describe('keys that no package reads', () => {
  test('cause a warning with file and line, and are passed on', async () => {
    await using project = await testProject({
      [CONFIG]: 'execution_engine: asyncio\notel:\n  enabled: true\n',
      [SECRETS]: 'mcp: { servers: { a: { url: "http://a", description: k } } }\n',
    });
    const told: unknown[] = [];
    const config = await project.load({}, { onWarning: (warning) => told.push(warning) });
    expect(config.warnings).toEqual([
      {
        file: project.path(CONFIG),
        line: 2,
        path: 'otel',
        message: `${project.path(CONFIG)}:2: otel: has no effect, because this version does not support it: remove it`,
      },
      {
        file: project.path(SECRETS),
        line: 1,
        path: 'mcp.servers.a.description',
        message: `${project.path(SECRETS)}:1: mcp.servers.a.description: has no effect, because this version does not support it: remove it`,
      },
    ]);
    expect(told).toEqual(config.warnings);
    expect(config).toMatchObject({ otel: { enabled: true } });
  });

  test.each([...UNREAD_KEYS])('%s is accepted with any content', async (path) => {
    for (const content of ['1', 'text', '[1, { a: b }]', '{ a: [b] }']) {
      const text = path.split('.').reduceRight((inner, key) => `{ ${key}: ${inner} }`, content);
      await using project = await testProject({
        [CONFIG]: text.replace('<name>: {', '"<name>": { command: run,'),
      });
      expect((await project.load()).warnings.map((warning) => warning.path)).toEqual([
        path.replace('servers.<name>', 'servers["<name>"]'),
      ]);
    }
  });

  test.each([...MOVED_SECTIONS])(
    '%s is a named service here, of the provider %s',
    async (section, provider) => {
      await using project = await testProject({ [CONFIG]: `${section}: { api_key: k }\n` });
      expect((await project.load()).warnings.map(({ message }) => message)).toEqual([
        expect.stringContaining(`${section}: has no effect: add it to services, with provider: ${provider}`),
      ]);
    },
  );

  test('can be a matter of the value', async () => {
    await using project = await testProject({ [CONFIG]: 'logger: { type: file }\n' });
    const place = `${project.path(CONFIG)}:1: logger.type`;
    expect((await project.load()).warnings.map(({ message }) => message)).toEqual([
      `${place}: "file" has no effect, because this version does not support it: remove it`,
    ]);
    await using other = await testProject({ [CONFIG]: 'logger: { type: none, level: debug }\n' });
    expect((await other.load()).warnings).toEqual([]);
  });

  test('cause one warning if an environment variable overrides the file', async () => {
    await using project = await testProject({ [CONFIG]: 'cohere: { api_key: file }\n' });
    const { warnings } = await project.load({ CO_API_KEY: 'env' });
    expect(warnings.map(({ path }) => path)).toEqual(['cohere']);
  });

  // Machines have them for other programs.
  test('cause no warning in the environment or without a value', async () => {
    await using project = await testProject({ [CONFIG]: 'cohere:\notel:\n' });
    const { warnings } = await project.load({ COHERE_API_KEY: 'k', AWS_PROFILE: 'p' });
    expect(warnings).toEqual([]);
  });
});
