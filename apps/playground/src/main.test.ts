import { expect, test } from 'vitest';
import { html, startSite } from './test-support/page.ts';
import { Program } from './test-support/program.ts';

const QUESTION = 'What is durable execution?';

test('the first run needs no key and no configuration, and answers from the result of a tool', async () => {
  const { status, stdout, stderr } = await Program.run(['--once', QUESTION]);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toContain('OPENAI_API_KEY is not set: a stand-in on this machine answers.');
  expect(stdout).toMatch(/1 {2}Model call\n.+requested the tool fetch\n[^]+2 {2}Tool call: fetch/);
  expect(stdout).toMatch(/Completed on asyncio in [\d.]+ m?s: 2 model calls, 1 tool call, [\d,]+ tokens/);
  // The last line is the answer, and nothing else.
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(
    /Durable execution means that a program, once started, runs to its end/,
  );
});

test('answers from the page that the question names', async () => {
  const page = '<title>Tides</title><h1>Tides</h1><p>The quokka tide comes at 4:17 in the morning.</p>';
  await using site = await startSite(() => html(page));
  const { status, stdout } = await Program.run(['--once', `When is the tide, by ${site.origin}/tides?`]);
  expect(status).toBe(0);
  expect(stdout).toContain(`url: "${site.origin}/tides"`);
  expect(stdout.trimEnd().split('\n').at(-1)).toContain('The quokka tide comes at 4:17 in the morning.');
  expect(site.requests).toEqual(['/tides']);
});

test('reports a page that cannot be read without failing the run', async () => {
  await using site = await startSite(() => new Response('no', { status: 404 }));
  const { status, stdout } = await Program.run(['--once', `What says ${site.origin}/gone?`]);
  expect(status).toBe(0);
  expect(stdout).toContain('returned an error:');
  expect(stdout).toContain('responded with HTTP status 404');
});

test('a server that cannot start ends with status 1 and an error that names it, without a stack', async () => {
  const config = 'mcp:\n  servers:\n    fetch:\n      command: no-such-program-anywhere\n';
  const { status, stdout, stderr } = await Program.run(['--once', QUESTION], { config });
  expect(status).toBe(1);
  expect(stderr).toContain('MCP_SERVER_START: MCP server "fetch"');
  expect(stderr).toContain('no-such-program-anywhere');
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stdout).toContain('Failed on asyncio');
});

test('prints configuration problems as warnings and runs', async () => {
  const { status, stderr } = await Program.run(['--once', QUESTION], {
    config: 'execution_engin: asyncio\n',
  });
  expect(status).toBe(0);
  expect(stderr).toMatch(/^warning: .*unknown key: did you mean "execution_engine"\?/m);
});

test.each([
  {
    args: ['--engine', 'postgres'],
    says: 'Option --engine "postgres" is not valid: the engine must be asyncio or temporal.',
  },
  { args: ['--port', 'high'], says: 'Option --port "high" is not valid' },
  { args: ['--once', ' '], says: 'Option --once is not valid' },
  { args: ['--onec', 'x'], says: "Unknown option '--onec'." },
  { args: ['what is it'], says: 'Argument "what is it" is not an option.' },
])('$args exits with status 2 and the reason', async ({ args, says }) => {
  const { status, stdout, stderr } = await Program.run(args);
  expect(stderr).toContain(says);
  expect(stdout).toBe('');
  expect(status).toBe(2);
});

test('--help lists every option', async () => {
  const { status, stdout } = await Program.run(['--help']);
  expect(status).toBe(0);
  for (const option of ['--engine', '--once', '--port', 'OPENAI_API_KEY', 'TEMPORAL_ADDRESS']) {
    expect(stdout).toContain(option);
  }
});
