import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { API_FOLDER, type EntryPoint, entryPointsOf } from '../../scripts/api-report/entry-points.ts';
import { staleReports, writeReports } from '../../scripts/api-report/reports.ts';
import { buildPackages } from '../../scripts/check/build.ts';
import { publishedPackages } from '../../scripts/packages.ts';

describe('the check of the API reports', () => {
  let root: string;
  let reports: string;
  let entryPoint: EntryPoint;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'mcp-agent-api-test-'));
    reports = join(root, 'api');
    mkdirSync(join(root, 'dist'));
    writeFileSync(join(root, 'package.json'), JSON.stringify({ name: '@acme/greeter', version: '1.0.0' }));
    entryPoint = {
      name: '@acme/greeter',
      report: 'greeter.api.md',
      packageFolder: root,
      declarations: join(root, 'dist', 'index.d.ts'),
    };
    build('string');
    writeReports([entryPoint], reports);
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function build(parameter: string): void {
    writeFileSync(entryPoint.declarations, `export declare function greet(name: ${parameter}): void;\n`);
  }

  test('passes when nothing changed', () => {
    expect(staleReports([entryPoint], reports)).toEqual([]);
  });

  test('fails when an export changed, and shows the diff', () => {
    build('readonly string[]');
    const [problem, ...others] = staleReports([entryPoint], reports);
    expect(others).toEqual([]);
    expect(problem).toMatch(/^The API of @acme\/greeter changed\. Run `pnpm api`\.\n@@ /);
    expect(problem).toContain('-export function greet(name: string): void;');
    expect(problem).toContain('+export function greet(name: readonly string[]): void;');

    writeReports([entryPoint], reports);
    expect(staleReports([entryPoint], reports)).toEqual([]);
  });

  test('fails when a report is missing, and when one has no entry point', () => {
    const renamed = { ...entryPoint, name: '@acme/greeter/hello', report: 'greeter.hello.api.md' };
    expect(staleReports([renamed], reports)).toEqual([
      'The API report of @acme/greeter/hello is missing. Run `pnpm api`.',
      'The API report greeter.api.md has no entry point. Run `pnpm api`.',
    ]);

    writeReports([renamed], reports);
    expect(staleReports([renamed], reports)).toEqual([]);
  });

  test('reports types that are used but not exported', () => {
    writeFileSync(
      entryPoint.declarations,
      'interface Person { name: string }\nexport declare function greet(person: Person): void;\nexport {};\n',
    );
    writeReports([entryPoint], reports);
    expect(readFileSync(join(reports, entryPoint.report), 'utf8')).toMatch(/^interface Person \{/m);
  });
});

test('each entry point has its own report', () => {
  const files = publishedPackages()
    .flatMap(entryPointsOf)
    .map(({ report }) => report);
  expect(new Set(files).size).toBe(files.length);
  expect(files).toEqual(
    expect.arrayContaining([
      'core.api.md',
      'executor-temporal.workflow.interceptors.api.md',
      'llm-openai.api.md',
      'llm-openai.workflow-condition.api.md',
    ]),
  );
  expect(files).not.toContain('config.schema.json.api.md');
});

test('the checked-in reports match the public API (update them: pnpm api)', async () => {
  await buildPackages();
  expect(staleReports(publishedPackages().flatMap(entryPointsOf), API_FOLDER)).toEqual([]);
});
