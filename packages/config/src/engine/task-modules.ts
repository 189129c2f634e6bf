import { ConfigurationError } from '@mcp-agent/core/errors';
import type { Config } from '../load/load-config.ts';
import { findPackage } from './find-package.ts';

/**
 * Imports the modules of `workflow_task_modules`, which define activities. For the engine in memory only: any
 * other has its activities run by a worker, and the program that starts workflows may not even have them.
 *
 * @param folders where each is looked for, the first one first
 * @throws {@link ConfigurationError} for a module that is not there, or that throws
 */
export async function importTaskModules(config: Config, folders: readonly string[]): Promise<void> {
  for (const module of config.workflowTaskModules) {
    try {
      await import(await findModule(module, folders));
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new ConfigurationError(`workflow_task_modules has "${module}": ${reason}`, {
        path: 'workflow_task_modules',
        ...(config.configFile === undefined ? {} : { file: config.configFile }),
        cause,
      });
    }
  }
}

async function findModule(module: string, folders: readonly string[]): Promise<string> {
  for (const folder of folders) {
    const url = await findPackage(module, folder);
    if (url !== undefined) return url;
  }
  const what = /^\.{0,2}\//.test(module) ? 'file' : 'package';
  throw new Error(
    `there is no such ${what}. Give a package's name, or a file's path that begins with "./"; it is looked for in ${folders.join(', ')}.`,
  );
}
