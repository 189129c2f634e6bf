import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A location in the user's code. */
export interface CallSite {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

const MAX_STACK_FRAMES = 100;

/** Whether a file is part of this check. Its tests and fixtures are not. */
function isCheckFile(file: string): boolean {
  return dirname(file) === import.meta.dirname && !file.endsWith('.test.ts');
}

/** Returns the location at which the user's code called a function that is on the stack. */
export function callSite(callee: (...args: never[]) => unknown): CallSite | undefined {
  const stack = stackOf(callee);
  return isModuleLoader(stack) ? undefined : firstUserSite(stack);
}

/** Whether an installed package calls a function that is on the stack. */
export function isCalledByPackage(callee: (...args: never[]) => unknown): boolean {
  const [, caller = ''] = stackOf(callee)?.split('\n', 2) ?? [];
  return !LOADER.test(caller) && readFrame(caller).some(({ file }) => isPackage(file));
}

/** Returns the stack trace below a function. */
function stackOf(callee: (...args: never[]) => unknown): string | undefined {
  const target: { stack?: string } = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = MAX_STACK_FRAMES;
  Error.captureStackTrace(target, callee);
  // The stack is formatted when it is read.
  const { stack } = target;
  Error.stackTraceLimit = limit;
  return stack;
}

/** Frames of the loaders of modules: Node's own, and those of test runners and TypeScript loaders. */
const LOADER = /node:internal\/(?:modules|source_map)\/|\/node_modules\/(?:vitest|vite|tsx)\//;

/** Whether a loader of modules makes the call, for `import()` or `require`. */
function isModuleLoader(stack = ''): boolean {
  const frames = stack.split('\n').slice(1);
  const caller = frames.find(
    (frame) => LOADER.test(frame) || readFrame(frame).some(({ file }) => !isPackage(file)),
  );
  return caller !== undefined && LOADER.test(caller);
}

/** Returns the first location of a stack trace in the user's code, otherwise in an installed package. */
export function firstUserSite(stack: string | undefined): CallSite | undefined {
  const sites = (stack ?? '').split('\n').flatMap(readFrame);
  return sites.find(({ file }) => !isPackage(file)) ?? sites[0];
}

function readFrame(frame: string): CallSite[] {
  const match = /^\s+at (?:.*\()?(?:async )?((?:file:\/\/)?\/[^()]*?|[A-Za-z]:[^()]*?):(\d+):\d+\)?$/.exec(
    frame,
  );
  if (match?.[1] === undefined) return [];
  const file = fileOf(match[1]);
  return isCheckFile(file) || isMcpAgentFile(file) ? [] : [{ file, line: Number(match[2]) }];
}

/** Converts the address of a script or a stack frame to a path. */
export function fileOf(address: string): string {
  const [path = ''] = address.split('?', 1);
  return path.startsWith('file://') ? fileURLToPath(path) : path;
}

/** Whether a file belongs to an installed package. */
export function isPackage(file: string): boolean {
  return file.includes('/node_modules/') || isMcpAgentFile(file);
}

const packageNames = new Map<string, string>();

/** Packages of this project whose workflows count as user code. */
const WITH_WORKFLOWS: ReadonlySet<string> = new Set(['@mcp-agent/conformance', '@mcp-agent/testing']);

/** Whether a file belongs to a package of this project. */
function isMcpAgentFile(file: string): boolean {
  const name = packageName(dirname(file));
  return name.startsWith('@mcp-agent/') && !WITH_WORKFLOWS.has(name);
}

/** Returns the name of the package of a folder; empty if it has none. */
function packageName(folder: string): string {
  let name = packageNames.get(folder);
  if (name === undefined) {
    name = readPackageName(folder) ?? (dirname(folder) === folder ? '' : packageName(dirname(folder)));
    packageNames.set(folder, name);
  }
  return name;
}

function readPackageName(folder: string): string | undefined {
  try {
    const manifest: { name?: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return manifest.name;
  } catch {
    return undefined;
  }
}
