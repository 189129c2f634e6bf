import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** The modules that a program loads in a process of its own. */
async function modulesLoadedBy(program: string, flags: string[] = []): Promise<string[]> {
  const script = `
    import { registerHooks } from 'node:module';
    const urls = [];
    registerHooks({ load: (url, context, next) => (urls.push(url), next(url, context)) });
    ${program}
    console.log(JSON.stringify(urls));
  `;
  const run = promisify(execFile);
  const args = [...flags, '--input-type=module', '--eval', script];
  const { stdout } = await run(process.execPath, args, { cwd: import.meta.dirname });
  const urls: unknown = JSON.parse(stdout);
  return Array.isArray(urls) ? urls.map(String) : [];
}

test('importing the package loads neither the AI SDK nor a client', async () => {
  const loaded = await modulesLoadedBy("await import('@mcp-agent/llm-ai-sdk');");
  expect(loaded.join('\n')).toMatch(/llm-ai-sdk\/src\/index\.ts/);
  expect(loaded.filter((url) => /node_modules\/(@ai-sdk|undici)\//.test(url))).toEqual([]);
  // The same look finds it where it is loaded.
  expect((await modulesLoadedBy("await import('@ai-sdk/provider');")).join('\n')).toMatch(
    /node_modules\/@ai-sdk\//,
  );
});

test('workflow code loads only the class and core', async () => {
  const loaded = await modulesLoadedBy("await import('@mcp-agent/llm-ai-sdk');", ['--conditions=workflow']);
  const others = loaded.filter((url) => !url.includes('/packages/core/src/'));
  expect(others.map((url) => url.replace(/.*\/src\//, ''))).toEqual(['workflow.ts', 'augmented-llm.ts']);
});
