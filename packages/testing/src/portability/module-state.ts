import { readFile } from 'node:fs/promises';
import { type CallSite, fileOf, isPackage } from './call-site.ts';
import { exportedFunctions, Inspector } from './inspector.ts';
import { isFunction } from './patches.ts';
import { print } from './print.ts';

/** The printed values of the module variables that workflow code can see, by file and name. */
export type ModuleState = ReadonlyMap<
  string,
  { readonly name: string; readonly file: string; readonly held: string }
>;

const MAX_FUNCTIONS = 500;

/** Reads the variables in the scopes of a workflow function and of the user's functions that it can call. */
export async function moduleState(run: object): Promise<ModuleState> {
  using inspector = await Inspector.open();
  const state = new Map<string, { name: string; file: string; held: string }>();
  const seen = new Set<object>([run]);
  const files = new Set<string>();
  for (const fn of seen) {
    const { script, variables } = await inspector.inspect(fn);
    const file = fileOf(script);
    // All functions of a file see its variables. The workflow's function, which comes first, may see more.
    if (!isFile(file) || isPackage(file) || files.has(file)) continue;
    files.add(file);
    for (const { name, value } of await variables()) {
      // Test runners turn the imports of a module into variables.
      const isImport = name.startsWith('__vi');
      for (const called of isImport ? exportedFunctions(value) : isFunction(value) ? [value] : []) {
        if (seen.size < MAX_FUNCTIONS) seen.add(called);
      }
      if (!isFunction(value) && !isImport) state.set(`${file} ${name}`, { name, file, held: print(value) });
    }
  }
  return state;
}

/** Returns the variables that have changed, each with the line of its declaration. */
export async function changedVariables(
  before: ModuleState,
  after: ModuleState,
): Promise<(CallSite & { readonly name: string })[]> {
  const changed = [...after].filter(([key, { held }]) => before.has(key) && before.get(key)?.held !== held);
  const variables = await Promise.all(
    changed.map(async ([, { name, file }]) => ({
      name,
      file,
      line: await findLine(file, new RegExp(`\\b(?:let|var|const)\\b.*\\b${escape(name)}\\b`)),
    })),
  );
  return variables
    .filter(
      // A variable may also be visible as an import: keep its declaration only.
      ({ name, line }) =>
        line !== undefined || !variables.some((other) => other.name === name && other.line !== undefined),
    )
    .map(({ line = 1, ...variable }) => ({ ...variable, line }));
}

/** Returns the location of a workflow's definition: the line that has its name. */
export async function definitionSite(run: object, name: string): Promise<CallSite | undefined> {
  using inspector = await Inspector.open();
  const file = fileOf((await inspector.inspect(run)).script);
  if (!isFile(file)) return undefined;
  return { file, line: await lineOf(file, new RegExp(`['"\`]${escape(name)}['"\`]`)) };
}

function isFile(file: string): boolean {
  return file.startsWith('/') || /^[A-Za-z]:/.test(file);
}

/** Returns the first line that matches, from 1. Default: 1. */
export async function lineOf(file: string, pattern: RegExp): Promise<number> {
  return (await findLine(file, pattern)) ?? 1;
}

async function findLine(file: string, pattern: RegExp): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const index = text.split('\n').findIndex((line) => pattern.test(line));
  return index < 0 ? undefined : index + 1;
}

/** Escapes a text for a regular expression. */
export function escape(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}
