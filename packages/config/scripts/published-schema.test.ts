import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { READMES, SCHEMA_FILE, schemaText, withTables } from './generated.ts';

const text = await readFile(SCHEMA_FILE, 'utf8');
const published: unknown = JSON.parse(text);

describe('the published schema', () => {
  test('is up to date; if not, run "pnpm --filter @mcp-agent/config run schema"', () => {
    expect(published).toEqual(JSON.parse(schemaText()));
  });

  // zod reads JSON Schema too: a check that editors come to the same result.
  const editor = z.fromJSONSchema(JSON.parse(text));

  test.each([
    'execution_engine: asyncio\nlogger: { level: info }',
    'execution_engine: temporal\ntemporal: { server_url: "h:1", worker_count: 4, max_concurrent_activities: 20 }',
    'openai:\nmcp:\n',
    'temporal: { worker_count: "${N}", tls: "${T}" }',
    'mcp: { servers: { a: { url: "${URL}" }, b: { command: c, args: [1], env: { PORT: 8080 } } } }',
    'otel: { exporters: [console, { type: file }] }\ncohere: 1',
    'executor_options: { anything: [1, { x: y }] }',
    '$schema: ./x.json',
    'env: [A, { B: c }]',
    'services: { deepseek: { provider: openai, base_url: "${URL}", extra_body: { any: [1] } } }',
    'services: { own: { provider: acme, tier: [gold] } }',
    'openai: { prompt_cache: false }\nanthropic: { prompt_cache: { ttl: 1h } }',
  ])('accepts %j', (file) => {
    expect(editor.safeParse(parse(file)).error?.issues).toBeUndefined();
  });

  test.each([
    'execution_enigne: asyncio',
    'temporal: { task_que: q }',
    'temporal: { worker_count: four }',
    'temporal: { worker_count: 0 }',
    'logger: { level: loud }',
    'mcp: { servers: { a: { comand: c } } }',
    'openai: text',
    'services: { deepseek: { provider: openai, base_ulr: x } }',
    'services: { deepseek: { api_key: k } }',
    'anthropic: { prompt_cache: { tll: 1h } }',
  ])('rejects %j', (file) => {
    expect(editor.safeParse(parse(file)).success).toBe(false);
  });

  test('describes every key', () => {
    const silent: string[] = [];
    collectSilent(published, '', silent);
    expect(silent).toEqual([]);
  });
});

test.each(READMES.map((file) => [file.pathname.split('/').at(-2), file] as const))(
  'the tables in the README of %s are up to date; if not, run "pnpm --filter @mcp-agent/config run schema"',
  async (_name, file) => {
    const readme = await readFile(file, 'utf8');
    expect(readme).toContain('<!-- end -->');
    expect(plainCells(readme)).toBe(plainCells(withTables(readme)));
  },
);

/** Without what the formatter does to a table. */
function plainCells(markdown: string): string {
  return markdown.replaceAll(/ *\| */g, '|').replaceAll(/-{3,}/g, '---');
}

/** Collects the keys without a description. */
function collectSilent(schema: unknown, path: string, silent: string[]): void {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, inner] of Object.entries(schema)) {
    if (key === 'properties' && typeof inner === 'object') {
      for (const [name, property] of Object.entries(inner ?? {})) {
        if (!(typeof property === 'object' && property !== null && 'description' in property)) {
          silent.push(`${path}.${name}`);
        }
      }
    }
    collectSilent(inner, `${path}.${key}`, silent);
  }
}
