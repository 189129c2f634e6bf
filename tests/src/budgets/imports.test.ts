import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runProgram } from '../process.ts';

/** Counts source files. The published packages have about ten modules. */
const MAX_MODULES = 242;

test('importing core, the in-memory engine and OpenAI loads no module before it is needed', async () => {
  const program = fileURLToPath(new URL('programs/count-modules.ts', import.meta.url));
  const { status, output } = await runProgram([process.execPath, program], import.meta.dirname);
  expect(status, output).toBe(0);
  const loaded: string[] = JSON.parse(output);
  console.log(`modules loaded at import: ${loaded.length}`);
  // The first call loads the clients of the model and of MCP: `openai` alone takes as long as all of these.
  expect(loaded.filter((url) => url.includes('/node_modules/'))).toEqual([]);
  expect(loaded.length).toBeLessThanOrEqual(MAX_MODULES);
});
