import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { CONFIG, SECRETS, testProject } from '../test-project.ts';

describe('secrets', () => {
  test('override the configuration key by key', async () => {
    await using project = await testProject({
      [CONFIG]: 'openai: { default_model: m, api_key: old }\nmcp: { servers: { a: { command: run } } }\n',
      [SECRETS]: 'openai: { api_key: new }\nmcp: { servers: { a: { env: { TOKEN: t } } } }\n',
    });
    const config = await project.load();
    expect(config.openai).toEqual({ defaultModel: 'm', apiKey: 'new' });
    expect(config.mcp.servers?.['a']).toMatchObject({ command: 'run', env: { TOKEN: 't' } });
    expect(config.secretsFile).toBe(project.path(SECRETS));
  });

  test('load without a configuration file', async () => {
    await using project = await testProject({ [SECRETS]: 'openai: { api_key: k }\n' });
    expect((await project.load()).openai.apiKey).toBe('k');
  });

  test('without values clear nothing', async () => {
    await using project = await testProject({ [CONFIG]: 'openai: { user: u }\n', [SECRETS]: 'openai:\n' });
    expect((await project.load()).openai.user).toBe('u');
  });

  test('replace a list, but extend the task modules', async () => {
    await using project = await testProject({
      [CONFIG]:
        'workflow_task_modules: [one, two]\nmcp: { servers: { a: { command: run, args: [x, y] } } }\n',
      [SECRETS]: `workflow_task_modules: [one, three]
mcp: { servers: { a: { args: [z] } } }
`,
    });
    const config = await project.load();
    expect(config.mcp.servers?.['a']?.args).toEqual(['z']);
    expect(config.workflowTaskModules).toEqual(['one', 'two', 'three']);
  });

  test('are hidden by inspection, and readable as fields', async () => {
    await using project = await testProject({
      [CONFIG]: `name: shown
mcp:
  servers:
    a: { command: run, args: [plain, "--token=\${TOKEN}"], env: { KEY: in-env } }
    b: { url: "https://user:in-url@example.com/" }
cohere: { api_key: in-cohere }
oauth: { token_store: { redis_url: "redis://:in-redis@host" } }
`,
      [SECRETS]: 'openai: { api_key: in-secrets, user: user-in-secrets }\n',
    });
    const config = await project.load({ TOKEN: 'in-token' });
    const shown = inspect(config, { depth: 20 }) + inspect(config.openai) + inspect(config.mcp.servers);
    expect(shown).toContain('shown');
    expect(shown).toContain('plain');
    expect(shown).toContain('<hidden>');
    for (const secret of ['in-token', 'in-cohere', 'in-env', 'in-url', 'in-redis', 'in-secrets']) {
      expect(shown).not.toContain(secret);
      expect(JSON.stringify(config)).toContain(secret);
    }
  });
});
