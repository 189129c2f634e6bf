import { expect, test } from 'vitest';
import { html, startSite } from './test-support/page.ts';
import { Program } from './test-support/program.ts';

const QUESTION = 'What is durable execution?';

test('a first run needs no key and no configuration: it calls a tool and answers from what the tool gave', async () => {
  const { status, stdout, stderr } = await Program.run(['--once', QUESTION]);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toContain('No OPENAI_API_KEY: a stand-in on this machine answers.');
  expect(stdout).toMatch(/1 {2}Model called\n.+chose the tool fetch\n[^]+2 {2}Tool called: fetch/);
  expect(stdout).toMatch(/Completed on asyncio in [\d.]+ m?s: 2 model calls, 1 tool call, [\d,]+ tokens/);
  // The last line is the answer, and nothing else.
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(
    /Durable execution means that a program, once started, runs to its end/,
  );
});

test('the answer follows the page that the question names, which is really read', async () => {
  const page = '<title>Tides</title><h1>Tides</h1><p>The quokka tide comes at 4:17 in the morning.</p>';
  await using site = await startSite(() => html(page));
  const { status, stdout } = await Program.run(['--once', `When is the tide, by ${site.origin}/tides?`]);
  expect(status).toBe(0);
  expect(stdout).toContain(`with url = "${site.origin}/tides"`);
  expect(stdout.trimEnd().split('\n').at(-1)).toContain('The quokka tide comes at 4:17 in the morning.');
  expect(site.requests).toEqual(['/tides']);
});

test('a page that cannot be read is told as the tool tells it, and does not fail the run', async () => {
  await using site = await startSite(() => new Response('no', { status: 404 }));
  const { status, stdout } = await Program.run(['--once', `What says ${site.origin}/gone?`]);
  expect(status).toBe(0);
  expect(stdout).toContain('said that it failed:');
  expect(stdout).toContain('answered with HTTP status 404');
});

test('a server that cannot start ends in status 1 and an error that names it, without a stack', async () => {
  const config = 'mcp:\n  servers:\n    fetch:\n      command: no-such-program-anywhere\n';
  const { status, stdout, stderr } = await Program.run(['--once', QUESTION], { config });
  expect(status).toBe(1);
  expect(stderr).toContain('MCP_SERVER_START: MCP server "fetch"');
  expect(stderr).toContain('no-such-program-anywhere');
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stdout).toContain('Failed on asyncio');
});

test('what a configuration says wrong is a warning on stderr, and the run goes on', async () => {
  const { status, stderr } = await Program.run(['--once', QUESTION], {
    config: 'execution_engin: asyncio\n',
  });
  expect(status).toBe(0);
  expect(stderr).toMatch(/^warning: .*unknown key: did you mean "execution_engine"\?/m);
});

test.each([
  { args: ['--engine', 'postgres'], says: '--engine is "postgres". It is asyncio or temporal.' },
  { args: ['--port', 'high'], says: '--port is "high".' },
  { args: ['--once', ' '], says: '--once needs a question' },
  { args: ['--onec', 'x'], says: "Unknown option '--onec'." },
  { args: ['what is it'], says: '"what is it" is no option.' },
])('$args is refused with status 2 and a word on why', async ({ args, says }) => {
  const { status, stdout, stderr } = await Program.run(args);
  expect(stderr).toContain(says);
  expect(stdout).toBe('');
  expect(status).toBe(2);
});

test('--help tells every option', async () => {
  const { status, stdout } = await Program.run(['--help']);
  expect(status).toBe(0);
  for (const option of ['--engine', '--once', '--port', 'OPENAI_API_KEY', 'TEMPORAL_ADDRESS']) {
    expect(stdout).toContain(option);
  }
});
