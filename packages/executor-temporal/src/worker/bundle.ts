import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { relative } from 'node:path';
import { ConfigurationError, WorkflowBundleError } from '@mcp-agent/core/errors';
import { bundleWorkflowCode, type BundleOptions } from '@temporalio/worker';
import { ForbiddenImports } from './forbidden-imports.ts';

type WebpackConfig = Parameters<NonNullable<BundleOptions['webpackConfigHook']>>[0];

/**
 * Evaluated once for all runs of a worker, before the first, and frozen: all else is evaluated for each run. It may
 * keep nothing in variables of its modules; Temporal's does not, and for core a test sees to it. What the worker's thread
 * is to remember of its runs is in a module of its own.
 */
const SHARED = [
  '@mcp-agent/core',
  '@mcp-agent/core/engine',
  '@mcp-agent/core/errors',
  '@mcp-agent/executor-temporal/workflow/thread',
  '@temporalio/workflow',
].map((name) => fileURLToPath(import.meta.resolve(name)));

/** The name by which our entry imports the user's file. A bare name: webpack takes `x:y` for a URL scheme. */
const USER_WORKFLOWS = 'mcp-agent-user-workflows';

/**
 * Bundles a workflow file for Temporal's isolate, with a source map in the last line.
 *
 * @throws {@link WorkflowBundleError} naming what in it cannot run in the isolate, and where that belongs
 */
export async function makeBundle(workflows: URL): Promise<string> {
  const file = fileURLToPath(workflows);
  if (!existsSync(file)) {
    throw new ConfigurationError(
      `There is no workflow file ${file}. Give its URL: new URL('./workflows.ts', import.meta.url).`,
      { file },
    );
  }
  const forbidden = new ForbiddenImports();
  const output: string[] = [];
  const note = (_level: string, message: string): void => {
    output.push(message);
  };
  try {
    const path = (name: string): string => fileURLToPath(import.meta.resolve(name));
    const { code } = await bundleWorkflowCode({
      workflowsPath: path('@mcp-agent/executor-temporal/workflow'),
      workflowInterceptorModules: [path('@mcp-agent/executor-temporal/workflow/interceptors')],
      preloadModules: SHARED,
      logger: {
        log: note,
        trace: () => {},
        debug: () => {},
        info: () => {},
        warn: (message) => note('warn', message),
        error: (message) => note('error', message),
      },
      webpackConfigHook: (config) => configure(config, file, forbidden),
    });
    return code;
  } catch (cause) {
    if (forbidden.found.length > 0) throw forbidden.error(file, cause);
    const told = output.filter((line) => line.includes('ERROR')).join('\n') || String(cause);
    throw new WorkflowBundleError(
      `The workflow file ${relative(process.cwd(), file)} cannot be bundled:\n${told}`,
      {
        modules: [],
        cause,
      },
    );
  }
}

function configure(config: WebpackConfig, file: string, forbidden: ForbiddenImports): WebpackConfig {
  const { resolve = {}, module = {}, externals } = config;
  const alias = Array.isArray(resolve.alias) ? {} : resolve.alias;
  return {
    ...config,
    externals: [
      forbidden.watch,
      ...(Array.isArray(externals) ? externals : externals === undefined ? [] : [externals]),
    ],
    resolve: {
      ...resolve,
      alias: { ...alias, [`${USER_WORKFLOWS}$`]: file },
      // A package that has a side for Node and one for the isolate says so in its exports.
      conditionNames: ['workflow', 'import', 'module', 'require', 'default'],
    },
    module: {
      ...module,
      // The packages say that they have no side effects, and webpack would leave out what is loaded for its own sake.
      rules: [...(module.rules ?? []), { include: SHARED, sideEffects: true }],
      parser: {
        ...module.parser,
        javascript: {
          ...module.parser?.javascript,
          // A chunk loaded at run time would end the worker's process.
          dynamicImportMode: 'eager',
        },
      },
    },
    optimization: { ...config.optimization, sideEffects: true, usedExports: true, providedExports: true },
  };
}
