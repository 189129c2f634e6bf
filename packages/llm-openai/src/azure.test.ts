import { defineActivity, type Settings } from '@mcp-agent/core';
import type { ModelRequest, ModelResponse } from '@mcp-agent/core/provider';
import { fromJson } from '@mcp-agent/core/engine';
import { expect, onTestFinished, test, vi } from 'vitest';
import { azureProvider } from './provider.ts';
import { attemptOf, hostFor, modelErrorOf, question } from './test-support/ask.ts';
import { completion, errorBody, sendJson } from './test-support/json.ts';
import { startWireServer } from './test-support/wire-server.ts';

const ASK_AZURE = 'test.ask-azure';
defineActivity<ModelRequest, ModelResponse>({ name: ASK_AZURE, run: azureProvider.complete });

async function ask(settings: Settings, request = question('hello')): Promise<ModelResponse> {
  const host = hostFor(settings);
  try {
    return fromJson<ModelResponse>(await host.run(attemptOf(ASK_AZURE, request)));
  } finally {
    await host.close();
  }
}

const answered = () => startWireServer((res) => sendJson(res, completion({ content: 'Hi.' })));

test('calls the deployment with the key in the header of Azure', async () => {
  await using server = await answered();
  const azure = { apiKey: 'azure-key', endpoint: server.origin, azureDeployment: 'my-gpt' };
  expect((await ask({ azure })).text).toBe('Hi.');
  expect(server.requests).toMatchObject([
    {
      path: '/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21',
      headers: { 'api-key': 'azure-key' },
      body: { model: 'my-gpt' },
    },
  ]);
  expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
});

test('uses the name of the model as deployment, and the API version of the settings', async () => {
  await using server = await answered();
  const azure = { apiKey: 'azure-key', endpoint: `${server.origin}/`, apiVersion: '2030-01-01' };
  await ask({ azure }, question('x', { model: 'gpt-5' }));
  expect(server.requests[0]?.path).toBe('/openai/deployments/gpt-5/chat/completions?api-version=2030-01-01');
});

test('uses a URL with a deployment unchanged, as mcp-agent does', async () => {
  await using server = await answered();
  const endpoint = `${server.origin}/openai/deployments/my-gpt`;
  await ask({ azure: { apiKey: 'azure-key', endpoint } });
  expect(server.requests[0]?.path).toBe('/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21');
});

test.each([
  ['', 'chat', '/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21'],
  ['', 'responses', '/openai/v1/responses'],
  ['/openai/v1', 'chat', '/openai/v1/chat/completions'],
  ['/openai/v1/', 'responses', '/openai/v1/responses'],
] as const)('at the endpoint "%s", the protocol %s has the path %s', async (path, api, expected) => {
  await using server = await startWireServer((res) =>
    sendJson(res, {
      ...Object(completion({ content: 'Hi.' })),
      output: [{ type: 'message', content: [{ type: 'output_text', text: 'Hi.' }] }],
    }),
  );
  const endpoint = `${server.origin}${path}`;
  const azure = { apiKey: 'azure-key', endpoint, api, azureDeployment: 'my-gpt' } as const;
  expect((await ask({ azure })).text).toBe('Hi.');
  expect(server.requests).toMatchObject([{ path: expected, body: { model: 'my-gpt' } }]);
  expect(JSON.stringify(server.requests[0]?.headers)).toContain('azure-key');
});

test('prefers an Entra ID token to the key', async () => {
  await using server = await answered();
  vi.stubEnv('AZURE_OPENAI_API_KEY', 'from-the-environment');
  onTestFinished(() => void vi.unstubAllEnvs());
  await ask({ azure: { azureAdToken: 'a-token', endpoint: server.origin } });
  expect(server.requests[0]?.headers).toMatchObject({ authorization: 'Bearer a-token' });
  expect(server.requests[0]?.headers).not.toHaveProperty('api-key');
});

test('ignores the environment variables of OpenAI', async () => {
  await using server = await answered();
  vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:1/v1');
  vi.stubEnv('OPENAI_API_KEY', 'sk-not-for-azure');
  vi.stubEnv('OPENAI_ORG_ID', 'org-not-for-azure');
  vi.stubEnv('AZURE_OPENAI_ENDPOINT', server.origin);
  vi.stubEnv('AZURE_OPENAI_API_KEY', 'azure-key');
  onTestFinished(() => void vi.unstubAllEnvs());
  expect((await ask({ openai: { user: 'u1', reasoningEffort: 'high' } })).text).toBe('Hi.');
  expect(JSON.stringify(server.requests)).not.toMatch(/not-for-azure|u1|high/);
});

test('without a URL or a key, the error says where to set them', async () => {
  vi.stubEnv('AZURE_OPENAI_ENDPOINT', '');
  vi.stubEnv('AZURE_OPENAI_API_KEY', '');
  onTestFinished(() => void vi.unstubAllEnvs());
  const noKey = await modelErrorOf(ask({ azure: { endpoint: 'http://127.0.0.1:1' } }));
  expect(noKey).toMatchObject({ provider: 'azure', nonRetryable: true });
  expect(noKey.message).toMatch(/AZURE_OPENAI_API_KEY.*azure\.api_key/);
  const noAddress = await modelErrorOf(ask({ azure: { apiKey: 'k' } }));
  expect(noAddress.nonRetryable).toBe(true);
  expect(noAddress.message).toMatch(/azure\.endpoint.*AZURE_OPENAI_ENDPOINT/);
});

test('explains a missing deployment and a filtered request', async () => {
  const said = 'The API deployment for this resource does not exist.';
  await using missing = await startWireServer((res) =>
    sendJson(res, errorBody(said, 'DeploymentNotFound'), 404),
  );
  const azure = { apiKey: 'azure-key', endpoint: missing.origin };
  expect((await modelErrorOf(ask({ azure }))).message).toMatch(/azure\.azureDeployment/);
  await using filtered = await startWireServer((res) =>
    sendJson(res, errorBody('It was filtered.', 'content_filter'), 400),
  );
  const error = await modelErrorOf(ask({ azure: { ...azure, endpoint: filtered.origin } }));
  expect(error.nonRetryable).toBe(true);
  expect(error.message).toMatch(/Rephrase/);
});

test('without an endpoint fails with an error that says what to set', async () => {
  const error = await modelErrorOf(ask({ azure: { apiKey: 'azure-key' } }));
  expect(error.nonRetryable).toBe(true);
  expect(error.message).toMatch(
    /^The URL of azure is not set\.\n.*azure\.endpoint \(or AZURE_OPENAI_ENDPOINT\)/,
  );
});
