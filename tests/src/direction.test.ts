import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { publishedPackages, ROOT } from '../../scripts/packages.ts';
import { type Knowledge, MAY_KNOW, violations } from './direction.ts';

describe('the packages', () => {
  test('each have an entry in the order of imports', () => {
    expect(publishedPackages().map(({ name }) => name)).toEqual(Object.keys(MAY_KNOW).toSorted());
  });

  test.each(publishedPackages())('$name imports only allowed packages', (one) => {
    expect(violations(ROOT, one, MAY_KNOW[one.name] ?? { imports: [] })).toEqual([]);
  });
});

describe('the check of imports', () => {
  const engine: Knowledge = { imports: ['@mcp-agent/core'] };
  const config: Knowledge = {
    imports: ['@mcp-agent/core'],
    importsOnDemand: ['@mcp-agent/executor-asyncio'],
    importsTypes: ['@mcp-agent/mcp'],
  };

  test.each<[string, Knowledge, string, readonly string[]]>([
    [
      'core that reads a file',
      { imports: [], pure: true },
      "\nimport { x } from 'node:fs';",
      ["2 may not import Node's node:fs"],
    ],
    ['core with a dependency', { imports: [], pure: true }, "export * from 'zod';", ['1 may not import zod']],
    [
      'an engine that knows a provider',
      engine,
      "import type { A } from '@mcp-agent/llm-openai';",
      ['1 may not import @mcp-agent/llm-openai'],
    ],
    [
      'by import()',
      engine,
      "await import('@mcp-agent/llm-openai');",
      ['1 may not import @mcp-agent/llm-openai'],
    ],
    [
      'config that always has an engine',
      config,
      "import '@mcp-agent/executor-asyncio';",
      ['1 may import @mcp-agent/executor-asyncio only at run time, with import()'],
    ],
    ['config that has one on demand', config, "await import('@mcp-agent/executor-asyncio');", []],
    ['config with the types of a section', config, "import type { A } from '@mcp-agent/mcp';", []],
    [
      'config that always has the reader of a section',
      config,
      "import { a } from '@mcp-agent/mcp';",
      ['1 may import only types of @mcp-agent/mcp'],
    ],
    ['words in a comment', engine, "/** import '@mcp-agent/llm-openai' */", []],
    ['what is allowed', engine, "import { A } from '@mcp-agent/core/engine';", []],
  ])('%s', (_name, known, source, expected) => {
    const found = violationsIn({ 'src/a.ts': source }, {}, known);
    expect(found).toEqual(expected.map((text) => `packages/a/src/a.ts:${text}`));
  });

  test('reports a dependency in a manifest', () => {
    const found = violationsIn({}, { dependencies: { '@mcp-agent/llm-openai': 'workspace:^' } }, engine);
    expect(found).toEqual(['packages/a/package.json:4 may not depend on @mcp-agent/llm-openai']);
  });

  test('reports an import of a test that is not in devDependencies', () => {
    const files = { 'src/a.test.ts': "import '@mcp-agent/testing';\nimport '@mcp-agent/config';" };
    const found = violationsIn(files, { devDependencies: { '@mcp-agent/testing': 'workspace:^' } }, engine);
    expect(found).toEqual([
      'packages/a/src/a.test.ts:2 is a test and may not import @mcp-agent/config, which is not in the devDependencies',
    ]);
  });
});

function violationsIn(files: Record<string, string>, manifest: object, known: Knowledge): readonly string[] {
  const root = mkdtempSync(join(tmpdir(), 'mcp-agent-direction-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const whole = { name: '@mcp-agent/a', ...manifest };
  const all = { ...files, 'package.json': JSON.stringify(whole, null, 2) };
  for (const [name, text] of Object.entries(all)) {
    const file = join(root, 'packages/a', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return violations(root, { name: whole.name, folder: 'packages/a', manifest: whole }, known);
}
