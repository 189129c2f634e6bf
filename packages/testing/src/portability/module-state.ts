import { readFile } from 'node:fs/promises';
import { type CallSite, fileOf, isPackage } from './call-site.ts';
import { functionsOf, Inspector } from './inspector.ts';
import { isFunction } from './patches.ts';
import { print } from './print.ts';

/** What the variables hold that workflow code can see, by file and name. */
export type ModuleState = ReadonlyMap<
  string,
  { readonly name: string; readonly file: string; readonly held: string }
>;

const MAX_FUNCTIONS = 500;

/**
 * Takes down what is held by the variables around a workflow's function, and around the functions of the user's
 * that it can call.
 */
export async function moduleState(run: object): Promise<ModuleState> {
  using inspector = await Inspector.open();
  const state = new Map<string, { name: string; file: string; held: string }>();
  const seen = new Set<object>([run]);
  const files = new Set<string>();
  for (const fn of seen) {
    const { script, variables } = await inspector.look(fn);
    const file = fileOf(script);
    // One function of a file sees what all of it see; around the workflow's own there may be more.
    if (!isFile(file) || isPackage(file) || files.has(file)) continue;
    files.add(file);
    for (const { name, value } of await variables()) {
      // What a module imports is a variable of it where a test runner has rewritten it.
      const isImport = name.startsWith('__vi');
      for (const called of isImport ? functionsOf(value) : isFunction(value) ? [value] : []) {
        if (seen.size < MAX_FUNCTIONS) seen.add(called);
      }
      if (!isFunction(value) && !isImport) state.set(`${file} ${name}`, { name, file, held: print(value) });
    }
  }
  return state;
}

/** The variables that hold something else after than before, each with its declaration. */
export async function changedVariables(
  before: ModuleState,
  after: ModuleState,
): Promise<(CallSite & { readonly name: string })[]> {
  const changed = [...after].filter(([key, { held }]) => before.has(key) && before.get(key)?.held !== held);
  const found = await Promise.all(
    changed.map(async ([, { name, file }]) => ({
      name,
      file,
      line: await findLine(file, new RegExp(`\\b(?:let|var|const)\\b.*\\b${escape(name)}\\b`)),
    })),
  );
  return found
    .filter(({ name, line }) => {
      // An import is seen as a variable too: the one that is declared is meant.
      return line !== undefined || !found.some((other) => other.name === name && other.line !== undefined);
    })
    .map(({ line = 1, ...variable }) => ({ ...variable, line }));
}

/** Where the workflow is defined: the line that has its name. */
export async function definitionSite(run: object, name: string): Promise<CallSite | undefined> {
  using inspector = await Inspector.open();
  const file = fileOf((await inspector.look(run)).script);
  if (!isFile(file)) return undefined;
  return { file, line: await lineOf(file, new RegExp(`['"\`]${escape(name)}['"\`]`)) };
}

function isFile(file: string): boolean {
  return file.startsWith('/') || /^[A-Za-z]:/.test(file);
}

/** The first line that matches, from 1; 1 where none does. */
export async function lineOf(file: string, pattern: RegExp): Promise<number> {
  return (await findLine(file, pattern)) ?? 1;
}

async function findLine(file: string, pattern: RegExp): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const index = text.split('\n').findIndex((line) => pattern.test(line));
  return index < 0 ? undefined : index + 1;
}

/** A text as it is in a regular expression. */
export function escape(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}
