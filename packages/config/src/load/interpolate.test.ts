import { describe, expect, test } from 'vitest';
import { CONFIG, SECRETS, testProject } from '../test-project.ts';
import { InterpolationFailure, interpolate } from './interpolate.ts';

const ENV = { A: 'a', EMPTY: '', B: '${A}' };

describe('a variable in a value', () => {
  test.each([
    ['${A}', 'a'],
    ['x${A}y${A}', 'xaya'],
    ['${EMPTY}', ''],
    ['${NONE:-d}', 'd'],
    ['${EMPTY:-d}', 'd'],
    ['${A:-d}', 'a'],
    ['${NONE:-}', ''],
    ['${NONE:-x${A}z}', 'xaz'],
    ['${B}', '${A}'],
    ['$${A}', '${A}'],
    ['$A $ {A} {unique_id}', '$A $ {A} {unique_id}'],
  ])('%j becomes %j', (text, expected) => {
    expect(interpolate(text, ENV)).toBe(expected);
  });

  test.each([
    '${',
    '${A',
    '${}',
    '${A.b}',
    '${1}',
    '${A:?x}',
    '${ A }',
    '${constructor}',
    '${NONE:-${NONE}}',
  ])('%j is rejected', (text) => {
    expect(interpolate(text, ENV)).toBeInstanceOf(InterpolationFailure);
  });

  test('is rejected quickly, however deeply its defaults are nested', () => {
    expect(interpolate('${X:-'.repeat(20_000) + '}'.repeat(20_000), {})).toBeInstanceOf(InterpolationFailure);
  });

  test('throws an error with file, line, path and name if it is not set', async () => {
    await using project = await testProject({ [CONFIG]: 'openai:\n  user: u\n  api_key: ${MY_KEY}\n' });
    await expect(project.load()).rejects.toMatchObject({
      code: 'CONFIGURATION',
      file: project.path(CONFIG),
      line: 3,
      path: 'openai.api_key',
      message: expect.stringContaining('needs environment variable MY_KEY, which is not set'),
    });
  });

  test('need not be set if the secrets or the environment override the value', async () => {
    await using project = await testProject({
      [CONFIG]: 'openai: { api_key: "${MY_KEY}", user: "${MY_USER}" }\n',
      [SECRETS]: 'openai: { api_key: k }\n',
    });
    const config = await project.load({ OPENAI__USER: 'u' });
    expect(config.openai).toEqual({ apiKey: 'k', user: 'u' });
  });

  test('is converted to the type that the key expects', async () => {
    await using project = await testProject({
      [CONFIG]: 'temporal: { worker_count: "${N}", tls: "${T}", namespace: "${N}" }\n',
    });
    const { temporal } = await project.load({ N: '3', T: 'true' });
    expect(temporal).toMatchObject({ workerCount: 3, tls: true, namespace: '3' });
  });

  test('is one value, even if the variable contains YAML', async () => {
    await using project = await testProject({ [CONFIG]: 'name: ${N}\n' });
    expect((await project.load({ N: 'x\nexecution_engine: evil' })).executionEngine).toBe('asyncio');
  });

  test('throws an error without the content of the variable if the value is invalid', async () => {
    await using project = await testProject({ [CONFIG]: 'temporal: { worker_count: "${N}" }\n' });
    const error: unknown = await project.load({ N: 'sk-secret' }).catch((reason: unknown) => reason);
    expect(String(error)).toContain('found "${N}"');
    expect(String(error)).not.toContain('sk-secret');
  });
});
