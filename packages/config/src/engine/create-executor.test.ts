import { ConfigurationError, NotInstalledError } from '@mcp-agent/core/errors';
import { describe, expect, test } from 'vitest';
import { CONFIG, type TestProject, testProject } from '../test-project.ts';
import { createExecutor } from './create-executor.ts';

const ENGINE = `export const createExecutor = (config) => ({
  engine: 'acme',
  config,
  executeWorkflow() {},
  async close() {},
  async [Symbol.asyncDispose]() {},
});
`;

function manifest(name: string, fields: object = { exports: './index.js' }): string {
  return JSON.stringify({ name, version: '1.0.0', type: 'module', ...fields });
}

function engineProject(
  source: string,
  {
    name = '@acme/executor-x',
    engine = name,
    fields,
  }: { name?: string; engine?: string; fields?: object } = {},
): Promise<TestProject> {
  return testProject({
    [CONFIG]: `execution_engine: "${engine}"\nexecutor_options: { size: 3 }\n`,
    [`node_modules/${name}/package.json`]: manifest(name, fields),
    [`node_modules/${name}/index.js`]: source,
  });
}

async function rejection(project: TestProject): Promise<unknown> {
  const config = await project.load();
  return createExecutor(config).then(
    () => 'It was not rejected.',
    (reason: unknown) => reason,
  );
}

describe("the engine of the user's project", () => {
  test('is imported by its name, and receives the whole configuration', async () => {
    await using project = await engineProject(ENGINE);
    const config = await project.load();
    await using executor = await createExecutor(config);
    expect(executor).toMatchObject({ engine: 'acme', config: { executorOptions: { size: 3 } } });
  });

  test('may return a promise', async () => {
    await using project = await engineProject(ENGINE.replace('(config) =>', 'async (config) =>'));
    await using executor = await createExecutor(await project.load());
    expect(executor.engine).toBe('acme');
  });

  test.each([
    ['asyncio', '@mcp-agent/executor-asyncio', '@mcp-agent/executor-temporal'],
    ['temporal', '@mcp-agent/executor-temporal', '@mcp-agent/executor-asyncio'],
  ])('%s is %s, and the other engine is not imported', async (engine, name, other) => {
    await using project = await testProject({
      [CONFIG]: `execution_engine: ${engine}\n`,
      [`node_modules/${name}/package.json`]: manifest(name),
      [`node_modules/${name}/index.js`]: ENGINE,
      [`node_modules/${other}/package.json`]: manifest(other),
      [`node_modules/${other}/index.js`]: 'throw new Error("It was imported.");',
    });
    await using executor = await createExecutor(await project.load());
    expect(executor.engine).toBe('acme');
  });

  test.each([
    ['only "import"', { exports: { '.': { import: './index.js' } } }],
    [
      '"types", then "import"',
      { exports: { types: './index.d.ts', import: './index.js', require: './no.cjs' } },
    ],
    ['"node" in "import"', { exports: { '.': { browser: './no.js', import: { node: './index.js' } } } }],
    ['only "default"', { exports: { default: './index.js' } }],
    ['"main"', { main: './index.js' }],
    ['nothing, and an index.js', {}],
  ])('is found when its package.json has %s', async (_what, fields) => {
    await using project = await engineProject(ENGINE, { fields });
    await using executor = await createExecutor(await project.load());
    expect(executor.engine).toBe('acme');
  });

  test('is found beside the configuration file, wherever the program runs', async () => {
    await using elsewhere = await testProject();
    await using project = await engineProject(ENGINE);
    await using executor = await createExecutor(await elsewhere.load({}, { file: project.path(CONFIG) }));
    expect(executor.engine).toBe('acme');
  });

  test('is found from the working directory, and from the folder that the caller passes', async () => {
    await using elsewhere = await testProject({ 'my.yaml': 'execution_engine: "@acme/executor-x"\n' });
    await using project = await engineProject(ENGINE);
    const config = await project.load({}, { file: elsewhere.path('my.yaml') });
    await using first = await createExecutor(config);
    expect(first.engine).toBe('acme');
    const far = await elsewhere.load({}, { file: 'my.yaml' });
    await expect(createExecutor(far)).rejects.toBeInstanceOf(NotInstalledError);
    await using second = await createExecutor(far, { cwd: project.folder });
    expect(second.engine).toBe('acme');
  });
});

describe('an unusable engine throws an error that says what to do', () => {
  test('not installed: the message has the install command', async () => {
    await using project = await testProject({ [CONFIG]: 'execution_engine: "@acme/executor-none"\n' });
    const error = await rejection(project);
    expect(error).toBeInstanceOf(NotInstalledError);
    expect(error).toMatchObject({
      packageName: '@acme/executor-none',
      message: expect.stringMatching(/Install it: npm install @acme\/executor-none$/),
    });
  });

  test('not installed, with a mistyped name: the message has the nearest one', async () => {
    await using project = await testProject({ [CONFIG]: 'execution_engine: temporl\n' });
    expect(await rejection(project)).toMatchObject({
      message: expect.stringContaining('Did you mean "temporal"?'),
    });
  });

  test('installed without a dependency: the message names the dependency', async () => {
    await using project = await engineProject("import '@acme/missing/deep.js';");
    const error = await rejection(project);
    expect(error).toBeInstanceOf(NotInstalledError);
    expect(error).toMatchObject({
      packageName: '@acme/missing',
      message:
        'The package @acme/executor-x needs the package @acme/missing, which is not installed. Install it: npm install @acme/missing',
      cause: { code: 'ERR_MODULE_NOT_FOUND' },
    });
  });

  test.each([
    [
      'a file of its own is missing',
      "import './missing.js';",
      'correct or reinstall it. Reason: Cannot find module',
    ],
    ['it throws', "throw new Error('Too old.');", 'Reason: Too old.'],
    ['it is not JavaScript', 'export const = 1;', 'cannot be loaded; correct or reinstall it'],
    ['it exports something else', 'export const start = 1;', 'does not export a function "createExecutor"'],
    [
      'its createExecutor is not a function',
      'export const createExecutor = 1;',
      'does not export a function "createExecutor"',
    ],
    [
      'its createExecutor returns nothing',
      'export const createExecutor = () => undefined;',
      'does not return an Executor',
    ],
  ])('installed, but %s', async (_what, source, message) => {
    await using project = await engineProject(source);
    const error = await rejection(project);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({
      file: project.path(CONFIG),
      path: 'execution_engine',
      message: expect.stringContaining(message),
    });
  });

  test.each([
    ['it has no export for "."', { exports: { './other': './index.js' } }],
    ['its export is only for "require"', { exports: { require: './index.js' } }],
  ])('installed, but %s', async (_what, fields) => {
    await using project = await engineProject(ENGINE, { fields });
    expect(await rejection(project)).toMatchObject({
      code: 'CONFIGURATION',
      message: expect.stringContaining('has no entry point for import'),
    });
  });

  test('errors of its createExecutor are rethrown unchanged', async () => {
    await using project = await engineProject(
      "export const createExecutor = () => { throw new TypeError('No server.'); };",
    );
    expect(await rejection(project)).toEqual(new TypeError('No server.'));
  });

  test.each([
    '../evil',
    './x',
    '/etc/passwd',
    'node:fs',
    'file:///x',
    'A B',
    '@acme',
    '..',
    'data:text/javascript,1',
  ])('loadConfig rejects the invalid package name %s', async (engine) => {
    await using project = await testProject({ [CONFIG]: `execution_engine: "${engine}"\n` });
    await expect(project.load()).rejects.toMatchObject({ path: 'execution_engine' });
  });
});

describe('workflow_task_modules', () => {
  const TASKS = 'globalThis.imported = [...(globalThis.imported ?? []), import.meta.url];\n';
  const SEES =
    'export const createExecutor = () => ({ engine: String(globalThis.imported), executeWorkflow() {}, async close() {}, async [Symbol.asyncDispose]() {} });';

  test('are imported before the in-memory engine is created, packages and files', async () => {
    const name = '@mcp-agent/executor-asyncio';
    await using project = await testProject({
      [CONFIG]: 'workflow_task_modules: [./tasks.ts, "@acme/tasks"]\n',
      'tasks.ts': TASKS,
      'node_modules/@acme/tasks/package.json': manifest('@acme/tasks'),
      'node_modules/@acme/tasks/index.js': TASKS,
      [`node_modules/${name}/package.json`]: manifest(name),
      [`node_modules/${name}/index.js`]: SEES,
    });
    await using executor = await createExecutor(await project.load());
    expect(executor.engine).toMatch(/\/tasks\.ts,.*\/@acme\/tasks\/index\.js$/);
  });

  test.each([
    ['@acme/none', 'the package does not exist in'],
    ['./none.ts', 'the file does not exist in'],
  ])('a missing module (%s) throws an error with its name', async (module, message) => {
    await using project = await testProject({ [CONFIG]: `workflow_task_modules: ["${module}"]\n` });
    expect(await rejection(project)).toMatchObject({
      code: 'CONFIGURATION',
      path: 'workflow_task_modules',
      file: project.path(CONFIG),
      message: expect.stringContaining(`"${module}" cannot be imported: ${message}`),
    });
  });

  test('a module that throws is an error with its message', async () => {
    await using project = await testProject({
      [CONFIG]: 'workflow_task_modules: [./bad.ts]\n',
      'bad.ts': "throw new Error('Too old.');",
    });
    expect(await rejection(project)).toMatchObject({
      path: 'workflow_task_modules',
      message: expect.stringContaining('Too old.'),
    });
  });

  test('are not imported for other engines, whose workers import them', async () => {
    await using project = await testProject({
      [CONFIG]: 'execution_engine: "@acme/executor-x"\nworkflow_task_modules: ["@acme/none"]\n',
      'node_modules/@acme/executor-x/package.json': manifest('@acme/executor-x'),
      'node_modules/@acme/executor-x/index.js': ENGINE,
    });
    await using executor = await createExecutor(await project.load());
    expect(executor.engine).toBe('acme');
  });
});
