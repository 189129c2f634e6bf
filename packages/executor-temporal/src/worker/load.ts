import { messageOf } from '@mcp-agent/core/engine';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { registerActivities } from '@mcp-agent/core';
import { ConfigurationError } from '@mcp-agent/core/errors';
import { checkDuplicates } from './exported-names.ts';
import type { WorkerOptions } from './options.ts';
import { resolveFrom } from './resolve-from.ts';

/**
 * Loads the files that define activities, starting with the modules named in the settings. The workflow file is one
 * of them: it imports model packages, whose activities run on Node.js.
 *
 * @returns the exports of the workflow file
 */
export async function loadActivities(
  options: Pick<WorkerOptions, 'workflows' | 'activities' | 'settings'>,
): Promise<object> {
  const { workflows, activities, settings = {} } = options;
  const modules = [
    ...(settings.workflowTaskModules ?? []),
    ...(settings.temporal?.workflowTaskModules ?? []),
  ];
  for (const module of modules) await load(findModule(module, workflows));
  const exported = await load(workflows);
  const functions = activities === undefined ? {} : await load(activities);
  checkDuplicates([
    [workflows, exported],
    ...(activities === undefined ? [] : [[activities, functions] as const]),
  ]);
  if (activities !== undefined) registerOnce(activities, functions);
  return exported;
}

/** Resolves a module from the workflow file, or else from the working directory. */
function findModule(module: string, workflows: URL): URL {
  const here = pathToFileURL(`${process.cwd()}/`);
  try {
    const url = resolveFrom(module, workflows) ?? resolveFrom(module, here);
    if (url !== undefined) return new URL(url);
  } catch (cause) {
    throw badModule(module, messageOf(cause), cause);
  }
  const what = /^\.{0,2}\//.test(module) ? 'file' : 'package';
  const places = new Set([new URL('.', workflows), here].map((folder) => fileURLToPath(folder)));
  throw badModule(
    module,
    `no such ${what} was found from ${[...places].join(' or ')}. ` +
      'Use a package name, or a file path that starts with "./".',
  );
}

function badModule(module: string, what: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError(`Module "${module}" of workflow_task_modules cannot be loaded: ${what}`, {
    path: 'workflow_task_modules',
    ...(cause !== undefined && { cause }),
  });
}

const registered = new Set<string>();

function registerOnce(file: URL, exports: object): void {
  if (registered.has(file.href)) return;
  registered.add(file.href);
  registerActivities(exports);
}

/** @throws {@link ConfigurationError} when the file cannot be loaded in this Node.js version */
export async function load(file: URL): Promise<object> {
  try {
    const exports: object = await import(file.href);
    return exports;
  } catch (cause) {
    const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new ConfigurationError(
      `${file.pathname} cannot be loaded in Node.js ${process.version} (${reason}). "await using" needs Node.js 24, ` +
        'or a loader such as tsx.',
      { file: file.pathname, cause },
    );
  }
}
