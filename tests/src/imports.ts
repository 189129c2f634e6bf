import { readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';

/** One import of a file. */
export interface Import {
  /** As it is written: `./x.ts`, `node:fs`, `@mcp-agent/core`. Nothing when it is computed. */
  readonly specifier: string | undefined;
  readonly line: number;
  /** `import()` at run time, and not a statement. */
  readonly dynamic: boolean;
  /** It is gone once the types are stripped. */
  readonly typeOnly: boolean;
}

/** All imports and re-exports of a TypeScript file, as the parser sees them: not those in comments. */
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

/** The name of the package in a specifier; nothing for a file. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || specifier.startsWith('/') || specifier.startsWith('node:'))
    return undefined;
  return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
}

function literal(expression: string): string | undefined {
  return /^(['"`])([^'"`$]+)\1$/.exec(expression.trim())?.[2];
}
