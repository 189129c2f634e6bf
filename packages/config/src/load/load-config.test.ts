import { describe, expect, test } from 'vitest';
import { CONFIG, testProject } from '../test-project.ts';

const ASYNCIO = `execution_engine: asyncio
logger:
  level: info
`;

const TEMPORAL = `execution_engine: temporal
temporal:
  server_url: "temporal.production.internal:7233"
  namespace: "production"
  task_queue: "agent-workflows"
  worker_count: 4
  max_concurrent_activities: 20
`;

describe('a configuration', () => {
  test("mcp-agent's example for asyncio loads unchanged", async () => {
    await using project = await testProject({ [CONFIG]: ASYNCIO });
    const config = await project.load();
    expect(config).toMatchObject({ executionEngine: 'asyncio', logger: { level: 'info' }, warnings: [] });
  });

  test("mcp-agent's example for Temporal loads unchanged", async () => {
    await using project = await testProject({ [CONFIG]: TEMPORAL });
    const config = await project.load();
    expect(config.executionEngine).toBe('temporal');
    expect(config.temporal).toMatchObject({
      host: 'temporal.production.internal:7233',
      namespace: 'production',
      taskQueue: 'agent-workflows',
      workerCount: 4,
      maxConcurrentActivities: 20,
    });
    expect(config.warnings).toEqual([]);
  });

  test('loads without any file', async () => {
    await using project = await testProject();
    const config = await project.load();
    expect(config.executionEngine).toBe('asyncio');
    expect(config.workflowTaskModules).toEqual([]);
    expect(config.temporal).toEqual({ workerCount: 1 });
    expect(config.mcp).toEqual({});
    expect(config.logger).toEqual({});
    expect(config).not.toHaveProperty('configFile');
  });

  test.each(['', '# nothing yet\n', '---\n', '~\n', '{}\n'])(
    'an empty file (%j) counts as no settings',
    async (text) => {
      await using project = await testProject({ [CONFIG]: text });
      const config = await project.load();
      expect(config.executionEngine).toBe('asyncio');
      expect(config.configFile).toBe(project.path(CONFIG));
    },
  );

  test('an empty section and a key without a value count as not set', async () => {
    await using project = await testProject({
      [CONFIG]: 'openai:\nmcp:\n  servers:\ntemporal:\n  namespace:\n',
    });
    const config = await project.load();
    expect(config.openai).toEqual({});
    expect(config.mcp).toEqual({});
    expect(config.temporal).not.toHaveProperty('namespace');
  });

  test('user-defined names keep their spelling', async () => {
    const text = `mcp:
  servers:
    my_server:
      command: run
      env: { SOME_NAME: a, other_name: b }
prices:
  my_model: { input: 2, output: "1.5" }
`;
    await using project = await testProject({ [CONFIG]: text });
    const config = await project.load();
    expect(config.mcp.servers?.['my_server']?.env).toEqual({ SOME_NAME: 'a', other_name: 'b' });
    expect(config.prices).toEqual({ my_model: { input: 2, output: 1.5 } });
  });

  test('a number or a boolean among arguments and environment variables is a string, as written', async () => {
    const text =
      'mcp: { servers: { web: { command: run, args: [1.10, on, 007], env: { PORT: 8080, X: true } } } }';
    await using project = await testProject({ [CONFIG]: text });
    const config = await project.load();
    expect(config.mcp.servers?.['web']).toMatchObject({
      args: ['1.10', 'on', '007'],
      env: { PORT: '8080', X: 'true' },
    });
  });

  test("Python's yes, no, on and off are booleans", async () => {
    await using project = await testProject({
      [CONFIG]:
        'mcp: { servers: { a: { url: "http://a", terminate_on_close: no } } }\ntemporal: { tls: On }\n',
    });
    const config = await project.load();
    expect(config.mcp.servers?.['a']?.terminateOnClose).toBe(false);
    expect(config.temporal.tls).toBe(true);
  });

  test('anchors, aliases and merge keys are expanded, and explicit keys take precedence', async () => {
    const text = `mcp:
  servers:
    one: &base { command: run, args: [a], cwd: /one }
    two:
      <<: *base
      cwd: /two
`;
    await using project = await testProject({ [CONFIG]: text });
    const config = await project.load();
    expect(config.mcp.servers?.['two']).toEqual({ command: 'run', args: ['a'], cwd: '/two' });
  });

  test('executor_options are passed through unchanged', async () => {
    const text =
      'execution_engine: "@acme/executor-x"\nexecutor_options: { pool_size: 3, nested: { a_b: [yes] } }\n';
    await using project = await testProject({ [CONFIG]: text });
    const config = await project.load();
    expect(config.executionEngine).toBe('@acme/executor-x');
    expect(config.executorOptions).toEqual({ pool_size: 3, nested: { a_b: ['yes'] } });
    expect(config.warnings).toEqual([]);
  });

  test('the URL of a schema, for editors, is not an unknown key', async () => {
    await using project = await testProject({
      [CONFIG]: '$schema: ./schema.json\nexecution_engine: temporal\n',
    });
    const config = await project.load();
    expect(config.warnings).toEqual([]);
    expect(config.executionEngine).toBe('temporal');
  });
});

describe('unknown keys', () => {
  test('cause a warning with the nearest known key, the file and the line', async () => {
    await using project = await testProject({
      [CONFIG]: 'execution_engine: asyncio\ntemporal:\n  task_que: q\n',
    });
    const told: unknown[] = [];
    const config = await project.load({}, { onWarning: (warning) => told.push(warning) });
    expect(config.warnings).toEqual([
      {
        file: project.path(CONFIG),
        line: 3,
        path: 'temporal.task_que',
        nearest: 'task_queue',
        message: `${project.path(CONFIG)}:3: temporal.task_que: unknown key: did you mean "task_queue"?`,
      },
    ]);
    expect(told).toEqual(config.warnings);
  });

  test.each([
    ['taskQueue: q', 'temporal.task_queue'],
    ['task_queue: q', 'temporal.task_queue'],
    ['temporal: { maxConcurrentActivities: 3 }', 'max_concurrent_activities'],
    ['temporal: { execution_engine: temporal }', 'execution_engine'],
    ['mcp: { server: {} }', 'servers'],
    ['mcp: { servers: { a: { command: run, arg: [] } } }', 'args'],
    ['open_ai: {}', 'openai'],
  ])('%s: the nearest is %s', async (text, nearest) => {
    await using project = await testProject({ [CONFIG]: text });
    expect((await project.load()).warnings.map((warning) => warning.nearest)).toEqual([nearest]);
  });

  test.each(['completely_different: 1', 'toString: 1', 'valueOf: {}'])(
    '%s has no nearest key',
    async (text) => {
      await using project = await testProject({ [CONFIG]: text });
      const { warnings } = await project.load();
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).not.toHaveProperty('nearest');
    },
  );

  test('cause a process warning without onWarning', async () => {
    await using project = await testProject({ [CONFIG]: 'nmae: x\n' });
    const said = new Promise<Error>((resolve) => {
      process.once('warning', resolve);
    });
    const { loadConfig } = await import('./load-config.ts');
    await loadConfig({ cwd: project.folder, env: { HOME: project.path('home') } });
    expect(await said).toMatchObject({
      name: 'ConfigurationWarning',
      message: expect.stringContaining('"name"'),
    });
  });
});
