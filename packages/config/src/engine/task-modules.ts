import { messageOf } from '@mcp-agent/core/host';
import { ConfigurationError } from '@mcp-agent/core/errors';
import type { Config } from '../load/load-config.ts';
import { findPackage } from './find-package.ts';

/**
 * Imports the modules in `workflow_task_modules`, which define activities. For the in-memory engine only: with other
 * engines a worker runs the activities, and the program that starts workflows may not have them installed.
 *
 * @param folders folders in which to look up each module, in order
 * @throws {@link ConfigurationError} when a module does not exist or throws
 */
export async function importTaskModules(config: Config, folders: readonly string[]): Promise<void> {
  for (const module of config.workflowTaskModules) {
    try {
      await import(await findModule(module, folders));
    } catch (cause) {
      const reason = messageOf(cause);
      throw new ConfigurationError(`workflow_task_modules: "${module}" cannot be imported: ${reason}`, {
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
    `the ${what} does not exist in ${folders.join(' or ')}. Use the name of a package, or the path of a file that begins with "./".`,
  );
}
