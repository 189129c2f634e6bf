import { SourceMap, type SourceMapPayload } from 'node:module';
import { type CallSite, fileOf, isPackage } from './call-site.ts';
import type { Findings } from './findings.ts';
import { Isolate } from './isolate.ts';
import { BUNDLE } from './isolate-context.ts';

/** Loads a bundle as Temporal's isolate does, and reports an error that is thrown while it loads. */
export function loadBundle(code: string, findings: Findings): Isolate | undefined {
  try {
    return new Isolate(code);
  } catch (error) {
    const { name, message, stack } = errorFields(error);
    findings.problem(
      'bundle',
      `The file does not load in Temporal's isolate: ${name}: ${message}. Code at the top level of a module is workflow ` +
        'code too: move it into an activity, or pass its value in the input.',
      originalSite(stack, code),
    );
    return undefined;
  }
}

/** Reads the fields of an error of another realm, which is not an instance of this realm's Error. */
function errorFields(error: unknown): { name: string; message: string; stack?: string } {
  if (typeof error !== 'object' || error === null) return { name: 'Error', message: String(error) };
  const field = (key: string): string => String(Reflect.get(error, key));
  return { name: field('name'), message: field('message'), stack: field('stack') };
}

/** Returns the first location of a stack trace of a bundle in the user's code. */
export function originalSite(stack: string | undefined, code: string): CallSite | undefined {
  const map = sourceMapOf(code);
  if (stack === undefined || map === undefined) return undefined;
  for (const [, line, column] of stack.matchAll(new RegExp(`${BUNDLE}:(\\d+):(\\d+)`, 'g'))) {
    const origin = map.findOrigin(Number(line), Number(column));
    if (!('fileName' in origin)) continue;
    const file = pathOf(origin.fileName);
    if (!isPackage(file) && file.startsWith('/')) return { file, line: origin.lineNumber };
  }
  return undefined;
}

function pathOf(source: string): string {
  return source.startsWith('webpack://') ? source.replace(/^webpack:\/\/[^/]*/, '') : fileOf(source);
}

function sourceMapOf(code: string): SourceMap | undefined {
  const encoded = /\/\/# sourceMappingURL=data:application\/json;[^,]*base64,([\w+/=]+)\s*$/.exec(code)?.[1];
  if (encoded === undefined) return undefined;
  const payload: SourceMapPayload = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
  return new SourceMap(payload);
}
