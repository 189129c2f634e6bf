import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import type { WorkspacePackage } from '../../scripts/packages.ts';
import { type Import, importsOf, packageOf } from './imports.ts';

/** The imports that a package is allowed. */
export interface Knowledge {
  /** Packages of this repository that it may import. */
  readonly imports: readonly string[];
  /** Packages that it may import only with `import()`. */
  readonly importsOnDemand?: readonly string[];
  /** Packages of which it may import only types, which its declarations contain. */
  readonly importsTypes?: readonly string[];
  /** Whether it runs without Node.js and has no dependencies. */
  readonly pure?: boolean;
}

const ENGINES = ['@mcp-agent/executor-asyncio', '@mcp-agent/executor-temporal'];

/** The allowed imports between the packages. Add a line for a new package. */
export const MAY_KNOW: Readonly<Record<string, Knowledge>> = {
  '@mcp-agent/core': { imports: [], pure: true },
  '@mcp-agent/mcp': { imports: ['@mcp-agent/core'] },
  '@mcp-agent/provider-utils': { imports: ['@mcp-agent/core'] },
  '@mcp-agent/llm-openai': { imports: ['@mcp-agent/core', '@mcp-agent/provider-utils'] },
  '@mcp-agent/llm-ai-sdk': { imports: ['@mcp-agent/core', '@mcp-agent/provider-utils'] },
  '@mcp-agent/llm-anthropic': { imports: ['@mcp-agent/core', '@mcp-agent/provider-utils'] },
  '@mcp-agent/engine-kit': { imports: ['@mcp-agent/core'] },
  '@mcp-agent/executor-asyncio': { imports: ['@mcp-agent/core', '@mcp-agent/engine-kit', '@mcp-agent/mcp'] },
  '@mcp-agent/executor-temporal': { imports: ['@mcp-agent/core', '@mcp-agent/engine-kit', '@mcp-agent/mcp'] },
  '@mcp-agent/config': {
    imports: ['@mcp-agent/core'],
    importsOnDemand: ENGINES,
    importsTypes: [
      '@mcp-agent/mcp',
      '@mcp-agent/llm-ai-sdk',
      '@mcp-agent/llm-anthropic',
      '@mcp-agent/llm-openai',
    ],
  },
  '@mcp-agent/testing': {
    imports: ['@mcp-agent/core', '@mcp-agent/executor-asyncio'],
    importsOnDemand: ['@mcp-agent/executor-temporal'],
  },
  '@mcp-agent/conformance': {
    imports: ['@mcp-agent/core', '@mcp-agent/testing', '@mcp-agent/executor-asyncio'],
  },
};

/** Files that are not published: they may also import the package's devDependencies. */
const TEST_FILE = /\.(?:test|test-d|fixture)\.ts$|\/(?:fixtures|test-support)\//;

/** Returns a package's forbidden imports, each with its file and line. */
export function violations(root: string, one: WorkspacePackage, known: Knowledge): readonly string[] {
  return [...manifestViolations(root, one, known), ...sourceViolations(root, one, known)];
}

function manifestViolations(
  root: string,
  { folder, manifest }: WorkspacePackage,
  known: Knowledge,
): string[] {
  const file = `${folder}/package.json`;
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  const found = (name: string, why: string): string =>
    `${file}:${lines.findIndex((line) => line.includes(`"${name}":`)) + 1} ${why}`;
  const needed = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
  const peers = Object.keys(manifest.peerDependencies ?? {});
  const allowed = [...known.imports, ...(known.importsOnDemand ?? [])];
  return [
    ...needed
      .filter((name) => known.pure === true || (ours(name) && !known.imports.includes(name)))
      .map((name) => found(name, `may not depend on ${name}`)),
    ...peers
      .filter((name) => known.pure === true || (ours(name) && !allowed.includes(name)))
      .map((name) => found(name, `may not have ${name} as a peer`)),
  ];
}

function sourceViolations(
  root: string,
  { folder, name, manifest }: WorkspacePackage,
  known: Knowledge,
): string[] {
  const forTests = [name, ...Object.keys(manifest.devDependencies ?? {})];
  return globSync(`${folder}/src/**/*.ts`, { cwd: root, exclude: ['**/node_modules/**'] }).flatMap((file) => {
    const isTest = TEST_FILE.test(file);
    return importsOf(join(root, file)).flatMap((one) => {
      const why = isTest ? testViolation(one, known, forTests) : violation(one, known);
      return why === undefined ? [] : [`${file}:${one.line} ${why}`];
    });
  });
}

/** Returns why a published file may not import a module, or `undefined` if it may. */
function violation({ specifier, dynamic, typeOnly }: Import, known: Knowledge): string | undefined {
  if (specifier === undefined) return known.pure === true ? 'may not import what is computed' : undefined;
  if (known.pure === true && !specifier.startsWith('.')) {
    return isBuiltin(specifier) ? `may not import Node's ${specifier}` : `may not import ${specifier}`;
  }
  const target = packageOf(specifier);
  if (target === undefined || !ours(target) || known.imports.includes(target)) return undefined;
  if (known.importsOnDemand?.includes(target) === true) {
    return dynamic || typeOnly ? undefined : `may import ${target} only at run time, with import()`;
  }
  if (known.importsTypes?.includes(target) === true) {
    return typeOnly ? undefined : `may import only types of ${target}`;
  }
  return `may not import ${target}`;
}

function testViolation(
  { specifier }: Import,
  known: Knowledge,
  extra: readonly string[],
): string | undefined {
  const target = specifier === undefined ? undefined : packageOf(specifier);
  if (target === undefined || !ours(target)) return undefined;
  const allowed = [...known.imports, ...(known.importsOnDemand ?? []), ...extra];
  if (allowed.includes(target)) return undefined;
  return `is a test and may not import ${target}, which is not in the devDependencies`;
}

function ours(name: string): boolean {
  return name.startsWith('@mcp-agent/');
}
