import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { relative } from 'node:path';
import { ConfigurationError, WorkflowBundleError } from '@mcp-agent/core/errors';
import { bundleWorkflowCode } from '@temporalio/worker';
import { compileForNode } from './compile-target.ts';
import { ForbiddenImports } from './forbidden-imports.ts';
import { NodeGlobals } from './node-globals.ts';
import { TopLevelAwaits } from './top-level-awaits.ts';
import type { WebpackConfig } from './webpack.ts';

/**
 * Modules evaluated once for all runs of a worker, before the first run, and frozen. All other modules are evaluated
 * for each run. These modules must not hold state in variables: Temporal's do not, and a test checks core. State of
 * the worker's thread across runs is in a module of its own.
 */
const SHARED = [
  '@mcp-agent/core',
  '@mcp-agent/core/engine',
  '@mcp-agent/core/errors',
  '@mcp-agent/executor-temporal/workflow/node-globals',
  '@mcp-agent/executor-temporal/workflow/thread',
  '@temporalio/workflow',
].map((name) => fileURLToPath(import.meta.resolve(name)));

/** The name under which the bundle's entry imports the user's file. It has no scheme: webpack treats `x:y` as a URL. */
const USER_WORKFLOWS = 'mcp-agent-user-workflows';

/**
 * Bundles a workflow file for Temporal's isolate, with a source map on the last line.
 *
 * @throws {@link WorkflowBundleError} naming the imports that cannot run in the isolate, and where they belong
 */
export async function makeBundle(workflows: URL): Promise<string> {
  const file = fileURLToPath(workflows);
  if (!existsSync(file)) {
    throw new ConfigurationError(
      `The workflow file ${file} does not exist. Pass its URL: new URL('./workflows.ts', import.meta.url).`,
      { file },
    );
  }
  const forbidden = new ForbiddenImports();
  const awaits = new TopLevelAwaits(file);
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
      webpackConfigHook: (config) => configure(config, file, forbidden, awaits),
    });
    awaits.check();
    return code;
  } catch (cause) {
    if (WorkflowBundleError.isInstance(cause)) throw cause;
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

function configure(
  config: WebpackConfig,
  file: string,
  forbidden: ForbiddenImports,
  awaits: TopLevelAwaits,
): WebpackConfig {
  const { resolve = {}, module = {}, plugins = [], externals } = config;
  const alias = Array.isArray(resolve.alias) ? {} : resolve.alias;
  return {
    ...config,
    plugins: [...plugins, awaits, new NodeGlobals()],
    externals: [
      forbidden.watch,
      ...(Array.isArray(externals) ? externals : externals === undefined ? [] : [externals]),
    ],
    resolve: {
      ...resolve,
      alias: { ...alias, [`${USER_WORKFLOWS}$`]: file },
      // Packages with separate Node.js and isolate builds select them with this export condition.
      conditionNames: ['workflow', 'import', 'module', 'require', 'default'],
    },
    module: {
      ...module,
      // The packages declare no side effects, so webpack would drop modules that are imported only for their effects.
      rules: [...(module.rules ?? []).map(compileForNode), { include: SHARED, sideEffects: true }],
      parser: {
        ...module.parser,
        javascript: {
          ...module.parser?.javascript,
          // Loading a chunk at run time would end the worker process.
          dynamicImportMode: 'eager',
        },
      },
    },
    optimization: { ...config.optimization, sideEffects: true, usedExports: true, providedExports: true },
  };
}
