import { describe, expect, test } from 'vitest';
import { type JsonSchema, configFileSchema, itemsOf, keysOf, valuesOf } from '../schema/json-schema.ts';
import { CONFIG, SECRETS, testProject } from '../test-project.ts';

describe('keys that nothing in this version uses', () => {
  // Whoever makes one of them have an effect takes it from here, and its mark from the schema.
  test('are these, and no others', () => {
    expect(marked(configFileSchema(), '')).toEqual([
      'name',
      'description',
      'temporal.timeout_seconds',
      'mcp.servers.<name>.name',
      'mcp.servers.<name>.description',
      'mcp.servers.<name>.auth.oauth.require_pkce',
      'mcp.servers.<name>.auth.oauth.use_internal_callback',
      'anthropic.provider: bedrock',
      'anthropic.provider: vertexai',
      'anthropic.project',
      'anthropic.location',
      'anthropic.aws_access_key_id',
      'anthropic.aws_secret_access_key',
      'anthropic.aws_session_token',
      'anthropic.aws_region',
      'anthropic.profile',
      'azure.credential_scopes',
      'bedrock',
      'cohere',
      'google',
      'lm_studio',
      'logger.type: file',
      'logger.type: http',
      'logger.transports',
      'logger.progress_display',
      'logger.path',
      'logger.path_settings',
      'logger.batch_size',
      'logger.flush_interval',
      'logger.max_queue_size',
      'logger.http_endpoint',
      'logger.http_headers',
      'logger.http_timeout',
      'otel',
      'workflow_task_retry_policies',
      'agents',
      'authorization',
      'oauth.token_store.redis_url',
      'oauth.token_store.redis_prefix',
      'usage_telemetry',
      'env',
    ]);
  });

  test('are warned of, with the file and the line, and still read', async () => {
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
        message: `${project.path(CONFIG)}:2: otel: is read, and nothing in this version uses it`,
      },
      {
        file: project.path(SECRETS),
        line: 1,
        path: 'mcp.servers.a.description',
        message: `${project.path(SECRETS)}:1: mcp.servers.a.description: is read, and nothing in this version uses it`,
      },
    ]);
    expect(told).toEqual(config.warnings);
    expect(config.otel.enabled).toBe(true);
  });

  test('are so for one value and not for another', async () => {
    await using project = await testProject({ [CONFIG]: 'logger: { type: file }\n' });
    const place = `${project.path(CONFIG)}:1: logger.type`;
    expect((await project.load()).warnings.map(({ message }) => message)).toEqual([
      `${place}: "file" is read, and nothing in this version uses it`,
    ]);
    await using other = await testProject({ [CONFIG]: 'logger: { type: none, level: debug }\n' });
    expect((await other.load()).warnings).toEqual([]);
  });

  test('are warned of once where a variable of the environment goes over the file', async () => {
    await using project = await testProject({ [CONFIG]: 'cohere: { api_key: file }\n' });
    const { warnings } = await project.load({ CO_API_KEY: 'env' });
    expect(warnings.map(({ path }) => path)).toEqual(['cohere']);
  });

  // Machines have them for other programs.
  test('are no matter in the environment, nor in a file that says nothing for them', async () => {
    await using project = await testProject({ [CONFIG]: 'cohere:\notel:\n' });
    const { warnings } = await project.load({ COHERE_API_KEY: 'k', AWS_PROFILE: 'p' });
    expect(warnings).toEqual([]);
  });
});

/** The paths of what the schema marks, and the values that it marks. */
function marked(schema: JsonSchema, path: string): string[] {
  if (schema['x-unused'] === true) return [path];
  const values = valuesOf(schema);
  const items = itemsOf(schema);
  return [
    ...(schema['x-unused-values'] ?? []).map((value) => `${path}: ${value}`),
    ...Object.entries(keysOf(schema)).flatMap(([key, inner]) =>
      marked(inner, path === '' ? key : `${path}.${key}`),
    ),
    ...(values === undefined ? [] : marked(values, `${path}.<name>`)),
    ...(items === undefined || Object.keys(items).length === 0 ? [] : marked(items, `${path}[]`)),
  ];
}
