import { relative } from 'node:path';
import { WorkflowBundleError } from '@mcp-agent/core/errors';
import type { WebpackCompiler } from './webpack.ts';

const NAME = 'mcp-agent-top-level-awaits';

/**
 * Finds `await` at the top level of the workflow file and the modules that it imports. Temporal loads a bundle
 * synchronously, so that it would find no workflow, and all runs would hang. A module that only `import()` loads may
 * await.
 */
export class TopLevelAwaits {
  readonly #file: string;
  #found: readonly string[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  /** For webpack's `plugins`. */
  apply(compiler: WebpackCompiler): void {
    compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
      compilation.hooks.afterOptimizeModules.tap(NAME, (modules) => {
        const files = [...modules].map((module) => ({
          file: module.nameForCondition() ?? '',
          isAsync: compilation.moduleGraph.isAsync(module),
          awaits: module.buildMeta?.['async'] === true,
        }));
        const waits = files.some(({ file, isAsync }) => file === this.#file && isAsync);
        this.#found = waits ? files.filter(({ awaits }) => awaits).map(({ file }) => file) : [];
      });
    });
  }

  /** @throws {@link WorkflowBundleError} when the workflow file waits for a top-level `await` */
  check(): void {
    if (this.#found.length === 0) return;
    const files = this.#found.map((file) => relative(process.cwd(), file));
    throw new WorkflowBundleError(
      `The workflow file ${relative(process.cwd(), this.#file)} waits for a top-level await in ${files.join(', ')}. ` +
        'Temporal loads workflow files synchronously and would find no workflow. Await inside the workflow function ' +
        'or in an activity instead.',
      { modules: files },
    );
  }
}
