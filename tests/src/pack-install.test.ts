import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStandInModel } from '@mcp-agent/testing/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packAll } from '../../scripts/check/pack.ts';
import { ROOT } from '../../scripts/packages.ts';
import { type Block, blocksOf } from './markdown.ts';
import { runProgram } from './process.ts';
import { readmeFolders } from './readme-files.ts';

/** The packages that a user installs for the in-memory engine and OpenAI's models. */
const INSTALLED = ['@mcp-agent/core', '@mcp-agent/executor-asyncio', '@mcp-agent/llm-openai'];

/** The MCP server of the README's example, a third-party package. */
const SERVER = '@modelcontextprotocol/server-filesystem';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcp-agent-user-'));
  const tarballs = await packAll(join(folder, 'tarballs'));
  const files = new Map(tarballs.map(({ name, file }) => [name, `file:${file}`]));
  const dependencies = Object.fromEntries([
    ...INSTALLED.map((name) => [name, files.get(name)]),
    [SERVER, '2026.8.31'],
  ]);
  // Their dependencies on one another are packed here too, because they are not published yet.
  const manifest = { private: true, type: 'module', dependencies, overrides: Object.fromEntries(files) };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const { status, output } = await runProgram(['npm', 'install', '--no-audit', '--no-fund'], folder);
  if (status !== 0) throw new Error(output);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('the in-memory engine installs neither Temporal nor a YAML parser', async () => {
  const installed = await readdir(join(folder, 'node_modules'), { recursive: true });
  const names = installed.filter((path) =>
    /(?:^|\/)(?:@temporalio\/[^/]+|yaml|@mcp-agent\/[^/]+)$/.test(path),
  );
  expect(names.toSorted()).toEqual(
    [...INSTALLED, '@mcp-agent/engine-kit', '@mcp-agent/mcp', '@mcp-agent/provider-utils'].toSorted(),
  );
});

test("the first example of the engine's README runs unchanged", async () => {
  const blocks = blocksOf(readFileSync(join(ROOT, 'packages/executor-asyncio/README.md'), 'utf8'));
  expect(commands(blocks, 'npm install')[0]?.split(' ').slice(2).toSorted()).toEqual([...INSTALLED, SERVER]);
  const [files = []] = readmeFolders(blocks);
  for (const { name, code } of files) await writeFile(join(folder, name), code);
  const [program = '', ...args] = commands(blocks, 'node')[0]?.split(' ') ?? [];
  expect(existsSync(join(folder, args.at(-1) ?? '')), 'the README says what to run').toBe(true);

  await using model = await startStandInModel();
  const { status, output } = await runProgram([program, ...args], folder, {
    OPENAI_BASE_URL: model.baseUrl,
    OPENAI_API_KEY: model.apiKey,
  });
  expect(status, output).toBe(0);
  expect(output.trim()).not.toBe('');
  expect(model.requests.length).toBeGreaterThan(0);
});

test('costly schemas are checked on a worker thread, whose file is installed', async () => {
  const program = `
    import { mcpExtension } from '@mcp-agent/mcp';
    const checker = await mcpExtension.resources.find(({ name }) => name === 'schemas').open({});
    // Only the worker thread may test a lookahead.
    const check = (pattern, value) => checker.check({ pattern }, value, 'server');
    console.log(JSON.stringify([await check('^(?!b)a', 'b'), await check('^(?=(a+)+$)a', '${'a'.repeat(40)}!')]));`;
  await writeFile(join(folder, 'check.mjs'), program);
  const { output } = await runProgram([process.execPath, 'check.mjs'], folder);
  expect(JSON.parse(output)).toEqual([
    { problems: ['value must match pattern "^(?!b)a"'], unchecked: [] },
    { problems: [], unchecked: ['it takes more than 1000 ms'] },
  ]);
});

test("the first example of the engine's README type-checks", async () => {
  const options = {
    extends: join(ROOT, 'tsconfig.base.json'),
    files: ['workflows.ts', 'main.ts'],
    compilerOptions: {
      typeRoots: [join(ROOT, 'node_modules/@types')],
      types: ['node'],
      isolatedDeclarations: false,
      declaration: false,
    },
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(options));
  const { status, output } = await runProgram(['tsc', '-p', '.', '--pretty', 'false'], folder);
  expect(status, output).toBe(0);
});

/** Returns the lines of a README's shell blocks that begin with a command, without leading variables. */
function commands(blocks: readonly Block[], begin: string): readonly string[] {
  return blocks
    .filter(({ language }) => language === 'sh')
    .flatMap(({ code }) => code.split('\n'))
    .map((line) => line.replace(/^(?:[A-Z_]+=\S+ +)+/, '').trim())
    .filter((line) => line.startsWith(`${begin} `));
}
