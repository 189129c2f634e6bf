import { messageOf, nearestName } from '@mcp-agent/core/host';
import { dirname, resolve } from 'node:path';
import type { Executor } from '@mcp-agent/core';
import { ConfigurationError, NotInstalledError } from '@mcp-agent/core/errors';
import { hasCode } from '../load/find-files.ts';
import type { Config } from '../load/load-config.ts';
import { findPackage } from './find-package.ts';
import { importTaskModules } from './task-modules.ts';

/** Options for {@link createExecutor}. */
export interface CreateExecutorOptions {
  /** The folder in which packages are looked up first. Default: that of the configuration file, then `config.cwd`. */
  readonly cwd?: string;
}

const OWN_ENGINES: Readonly<Record<string, string>> = {
  asyncio: '@mcp-agent/executor-asyncio',
  temporal: '@mcp-agent/executor-temporal',
};

/**
 * Creates the executor that `execution_engine` names, importing only that engine's package:
 * `@mcp-agent/executor-asyncio` for `asyncio`, `@mcp-agent/executor-temporal` for `temporal`, otherwise the package
 * of that name. The package must export a function `createExecutor` that accepts the whole configuration and returns
 * an `Executor` or a promise of one; its errors are rethrown unchanged. For `asyncio`, whose activities run in this
 * process, the modules in `workflow_task_modules` are imported first.
 *
 * @throws {@link NotInstalledError} when the package, or one of its dependencies, is not installed; the message has
 * the install command
 * @throws {@link ConfigurationError} when the package cannot be loaded, or is not an engine
 */
export async function createExecutor(config: Config, options: CreateExecutorOptions = {}): Promise<Executor> {
  const { executionEngine } = config;
  const name = Object.hasOwn(OWN_ENGINES, executionEngine) ? OWN_ENGINES[executionEngine] : undefined;
  const packageName = name ?? executionEngine;
  const folders = packageFolders(config, options);
  if (executionEngine === 'asyncio') await importTaskModules(config, folders);
  const engine = await importEngine(packageName, config, folders);
  const create: unknown = Reflect.get(engine, 'createExecutor');
  if (typeof create !== 'function') {
    throw notAnEngine(packageName, config, 'it does not export a function "createExecutor"');
  }
  const executor: unknown = await create(config);
  if (!isExecutor(executor)) {
    throw notAnEngine(packageName, config, 'its "createExecutor" does not return an Executor');
  }
  return executor;
}

async function importEngine(
  packageName: string,
  config: Config,
  folders: readonly string[],
): Promise<object> {
  try {
    const url = await findEngine(packageName, folders);
    if (url !== undefined) return await import(url);
  } catch (error) {
    throw loadFailure(packageName, config, error);
  }
  const nearest = nearestName(config.executionEngine, Object.keys(OWN_ENGINES));
  const isTypo = nearest !== undefined && nearest !== config.executionEngine;
  const remedy = isTypo ? `Did you mean "${nearest}"? If not, install it` : 'Install it';
  throw new NotInstalledError(
    `Engine "${config.executionEngine}" needs the package ${packageName}, which is not installed. ${remedy}: npm install ${packageName}`,
    { packageName },
  );
}

/** Returns the user's project folders, in lookup order. */
function packageFolders(config: Config, options: CreateExecutorOptions): readonly string[] {
  return [
    ...(options.cwd === undefined ? [] : [resolve(options.cwd)]),
    ...(config.configFile === undefined ? [] : [dirname(config.configFile)]),
    config.cwd,
  ];
}

async function findEngine(packageName: string, folders: readonly string[]): Promise<string | undefined> {
  // Look last beside this package: the engine may be only a transitive dependency of the project.
  for (const folder of [...folders, import.meta.dirname]) {
    const url = await findPackage(packageName, folder);
    if (url !== undefined) return url;
  }
  return undefined;
}

/** Returns the error for an installed engine that fails to load, because of itself or a missing dependency. */
function loadFailure(packageName: string, config: Config, error: unknown): Error {
  const missing = missingPackage(error);
  if (missing === undefined) {
    const reason = messageOf(error);
    return badEngine(
      config,
      `The package ${packageName} cannot be loaded; correct or reinstall it. Reason: ${reason}`,
      error,
    );
  }
  return new NotInstalledError(
    `The package ${packageName} needs the package ${missing}, which is not installed. Install it: npm install ${missing}`,
    { packageName: missing, cause: error },
  );
}

/** Returns the package that an import did not find; `undefined` for a file, which no package provides. */
function missingPackage(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (!hasCode(error, 'ERR_MODULE_NOT_FOUND') && !hasCode(error, 'MODULE_NOT_FOUND')) return undefined;
  const specifier = /^Cannot find (?:package|module) '([^']+)'/.exec(error.message)?.[1];
  return /^((?:@[^/\\:]+\/)?[^./\\:@][^/\\:]*)(?:\/.*)?$/.exec(specifier ?? '')?.[1];
}

function notAnEngine(packageName: string, config: Config, why: string): ConfigurationError {
  return badEngine(
    config,
    `The package ${packageName} is not an engine: ${why}. Correct execution_engine, or update the package.`,
  );
}

function badEngine(config: Config, message: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError(message, {
    path: 'execution_engine',
    ...(config.configFile === undefined ? {} : { file: config.configFile }),
    ...(cause === undefined ? {} : { cause }),
  });
}

function isExecutor(value: unknown): value is Executor {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof Reflect.get(value, 'engine') === 'string' &&
    typeof Reflect.get(value, 'executeWorkflow') === 'function' &&
    typeof Reflect.get(value, 'close') === 'function'
  );
}
