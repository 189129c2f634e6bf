import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { WorkflowDefinition } from '@mcp-agent/core';
import type { Step } from './stuck-workflows.ts';

/** Workflow files with the workflows of `stuck-workflows.ts`, each with other steps: the code before and after a change. */
export class WorkflowVariants implements AsyncDisposable {
  readonly #folder: string;
  #count = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async create(): Promise<WorkflowVariants> {
    // Within the package, so that the files find what they import.
    return new WorkflowVariants(await mkdtemp(fileURLToPath(new URL('tmp-', import.meta.url))));
  }

  /**
   * Writes a file, and returns its URL.
   *
   * @param rest code at the end of the file
   */
  async write(steps: readonly Step[], rest = ''): Promise<URL> {
    this.#count += 1;
    const file = join(this.#folder, `variant-${this.#count}.ts`);
    const names = steps.map((step) => `'${step}'`).join(', ');
    await writeFile(
      file,
      "import { startsChild, takesSteps } from '../stuck-workflows.ts';\n" +
        `export const steps = takesSteps(${names});\n` +
        `export const parent = startsChild(steps);\n${rest}\n`,
    );
    return pathToFileURL(file);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Returns the workflow of a file: of that name, and with any steps. */
export async function workflowsOf(file: URL): Promise<{
  readonly steps: WorkflowDefinition<undefined, string>;
  readonly parent: WorkflowDefinition<undefined, string>;
}> {
  const { steps, parent } = await import(file.href);
  return { steps, parent };
}
