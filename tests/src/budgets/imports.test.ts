import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runProgram } from '../process.ts';

/** In the sources a file is a module; what is published has about ten. */
const MAX_MODULES = 160;

test('importing core, the in-memory engine and OpenAI loads no module before it is needed', async () => {
  const program = fileURLToPath(new URL('programs/count-modules.ts', import.meta.url));
  const { status, output } = await runProgram([process.execPath, program], import.meta.dirname);
  expect(status, output).toBe(0);
  const loaded: string[] = JSON.parse(output);
  console.log(`modules loaded at import: ${loaded.length}`);
  // The model's client and MCP's are loaded by the first call: `openai` alone takes as long as all of ours.
  expect(loaded.filter((url) => url.includes('/node_modules/'))).toEqual([]);
  expect(loaded.length).toBeLessThanOrEqual(MAX_MODULES);
});
