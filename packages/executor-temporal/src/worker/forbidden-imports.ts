import { builtinModules } from 'node:module';
import { relative } from 'node:path';
import { WorkflowBundleError } from '@mcp-agent/core/errors';

// Node.js modules that Temporal's bundler allows because it supplies them.
const ALLOWED = new Set(['assert', 'url', 'util']);

const BUILTIN = new Set(builtinModules.filter((name) => !ALLOWED.has(name)));

const NODE_SIDE = new Set([
  '@temporalio/activity',
  '@temporalio/client',
  '@temporalio/worker',
  '@mcp-agent/mcp',
  '@mcp-agent/config',
  '@mcp-agent/executor-asyncio',
  '@mcp-agent/executor-temporal',
  '@modelcontextprotocol/client',
  '@modelcontextprotocol/sdk',
]);

interface Request {
  readonly request?: string;
  readonly contextInfo?: { readonly issuer?: string };
}

/** Records each import that cannot run in the isolate, and its importer. */
export class ForbiddenImports {
  readonly found: { readonly module: string; readonly importer: string }[] = [];

  /** For webpack's `externals`: observes every import and claims none. */
  readonly watch = async ({ request = '', contextInfo }: Request): Promise<undefined> => {
    const module = request.replace(/^node:/, '');
    const packageName = module.split('/', module.startsWith('@') ? 2 : 1).join('/');
    if (BUILTIN.has(module) || BUILTIN.has(packageName) || NODE_SIDE.has(packageName)) {
      this.found.push({ module: request, importer: contextInfo?.issuer ?? '' });
    }
  };

  error(file: string, cause: unknown): WorkflowBundleError {
    const lines = this.found.map(
      ({ module, importer }) => `  ${module}, imported by ${relative(process.cwd(), importer || file)}`,
    );
    return new WorkflowBundleError(
      `The workflow file ${relative(process.cwd(), file)} imports modules that cannot run in Temporal's isolate:\n` +
        `${[...new Set(lines)].join('\n')}\n` +
        'Move the code that needs them to a file of activities, and pass that file to the worker as `activities`. ' +
        'In the workflow, import only its types (import type), and call it with proxyActivities or proxyActivity.',
      { modules: [...new Set(this.found.map(({ module }) => module))], cause },
    );
  }
}
