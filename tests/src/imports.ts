import { readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';

/** One import of a file. */
export interface Import {
  /** The specifier as written: `./x.ts`, `node:fs`, `@mcp-agent/core`. `undefined` if it is computed. */
  readonly specifier: string | undefined;
  readonly line: number;
  /** Whether it is `import()`, not a statement. */
  readonly dynamic: boolean;
  /** Whether type stripping removes it. */
  readonly typeOnly: boolean;
}

/** Parses the imports and re-exports of a TypeScript file; those in comments do not count. */
export function importsOf(file: string, source: string = readFileSync(file, 'utf8')): readonly Import[] {
  const { module, errors } = parseSync(file, source);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${file}: ${error.message}`);
  const lineAt = (offset: number): number => source.slice(0, offset).split('\n').length;

  const statements = module.staticImports.map(({ start, moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    line: lineAt(start),
    dynamic: false,
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  const reexports = module.staticExports.flatMap(({ start, entries }) => {
    const from = entries.filter(({ moduleRequest }) => moduleRequest !== null);
    const specifier = from[0]?.moduleRequest?.value;
    if (specifier === undefined) return [];
    return [{ specifier, line: lineAt(start), dynamic: false, typeOnly: from.every(({ isType }) => isType) }];
  });
  const calls = module.dynamicImports.map(({ start, moduleRequest }) => ({
    specifier: literal(source.slice(moduleRequest.start, moduleRequest.end)),
    line: lineAt(start),
    dynamic: true,
    typeOnly: false,
  }));
  return [...statements, ...reexports, ...calls];
}

/** Returns the package name in a specifier, or `undefined` for a file. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || specifier.startsWith('/') || specifier.startsWith('node:'))
    return undefined;
  return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
}

function literal(expression: string): string | undefined {
  return /^(['"`])([^'"`$]+)\1$/.exec(expression.trim())?.[2];
}
