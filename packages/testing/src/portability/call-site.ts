import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A place in the user's code. */
export interface CallSite {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

const DEEPEST_STACK = 100;

/** Whether a file is one of this check's own; its tests and their workflows are not. */
function isThis(file: string): boolean {
  return dirname(file) === import.meta.dirname && !file.endsWith('.test.ts');
}

/** Where the user's code called the function, which must be on the stack. */
export function callSite(callee: (...args: never[]) => unknown): CallSite | undefined {
  const held: { stack?: string } = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = DEEPEST_STACK;
  Error.captureStackTrace(held, callee);
  // Formatted as it is read.
  const { stack } = held;
  Error.stackTraceLimit = limit;
  return siteOf(stack);
}

/** The first place of a stack trace that is in the user's code; in a package of theirs where there is no other. */
export function siteOf(stack: string | undefined): CallSite | undefined {
  const sites = (stack ?? '').split('\n').flatMap(readFrame);
  return sites.find(({ file }) => !isPackage(file)) ?? sites[0];
}

function readFrame(frame: string): CallSite[] {
  const match = /^\s+at (?:.*\()?(?:async )?((?:file:\/\/)?\/[^()]*?|[A-Za-z]:[^()]*?):(\d+):\d+\)?$/.exec(
    frame,
  );
  if (match?.[1] === undefined) return [];
  const file = fileOf(match[1]);
  return isThis(file) || isOurs(file) ? [] : [{ file, line: Number(match[2]) }];
}

/** A path out of what a stack trace or a script's address says. */
export function fileOf(address: string): string {
  const [path = ''] = address.split('?', 1);
  return path.startsWith('file://') ? fileURLToPath(path) : path;
}

/** Whether a file belongs to an installed package, and so is not the user's to change. */
export function isPackage(file: string): boolean {
  return file.includes('/node_modules/') || isOurs(file);
}

const packageNames = new Map<string, string>();

/** Packages of this project with workflows of their own, which count as user code. */
const WITH_WORKFLOWS: ReadonlySet<string> = new Set(['@mcp-agent/conformance', '@mcp-agent/testing']);

/** Whether a file belongs to this project, between the user's code and the function that it calls. */
function isOurs(file: string): boolean {
  const name = packageName(dirname(file));
  return name.startsWith('@mcp-agent/') && !WITH_WORKFLOWS.has(name);
}

/** The name of the package that a folder belongs to; empty where it has none. */
function packageName(folder: string): string {
  let name = packageNames.get(folder);
  if (name === undefined) {
    name = nameIn(folder) ?? (dirname(folder) === folder ? '' : packageName(dirname(folder)));
    packageNames.set(folder, name);
  }
  return name;
}

function nameIn(folder: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null && 'name' in manifest
      ? String(manifest.name)
      : undefined;
  } catch {
    return undefined;
  }
}
