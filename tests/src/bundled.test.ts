import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { expect, onTestFinished, test } from 'vitest';
import { runProgram } from './process.ts';

/** Decodes an error of an agent like a client that only attaches to a workflow: it imports no class of that floor. */
const PROGRAM = `
import { errorFromData } from '@mcp-agent/core/errors';
const error = errorFromData({ code: 'TURN_LIMIT', message: 'too many turns' });
console.log(error.name);
`;

/** Checks a value against a pattern that only the worker thread may test: its file is not in the bundle. */
const CHECK = `
import { mcpExtension } from '@mcp-agent/mcp';
const checker = await mcpExtension.resources.find(({ name }) => name === 'schemas').open({});
for (const author of ['server', 'user']) {
  console.log(JSON.stringify(await checker.check({ pattern: '^(?!b)a' }, 'b', author)));
}
`;

test('a bundled client that only attaches to workflows decodes the errors of agents', async () => {
  expect(await outputOfBundle(PROGRAM)).toBe('TurnLimitError');
});

test("in a bundle, a server's schema that needs the worker thread passes, and the user's is checked", async () => {
  const [server, user] = (await outputOfBundle(CHECK)).split('\n');
  expect(server).toMatch(/^\{"problems":\[\],"unchecked":\["its worker thread does not start: /);
  expect(user).toMatch(/^\{"problems":\["value must match pattern .*"\],"unchecked":\[\]\}$/);
});

async function outputOfBundle(program: string): Promise<string> {
  const folder = mkdtempSync(join(import.meta.dirname, '../tmp-bundled-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'program.ts'), program);
  const bundle = await rolldown({ input: join(folder, 'program.ts'), platform: 'node', treeshake: true });
  await bundle.write({ dir: join(folder, 'dist'), entryFileNames: 'bundle.mjs' });
  const { output } = await runProgram([process.execPath, join(folder, 'dist/bundle.mjs')], folder);
  return output.trim();
}
