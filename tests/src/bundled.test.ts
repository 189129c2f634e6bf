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

test('a bundled client that only attaches to workflows decodes the errors of agents', async () => {
  const folder = mkdtempSync(join(import.meta.dirname, '../tmp-bundled-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'program.ts'), PROGRAM);
  const bundle = await rolldown({ input: join(folder, 'program.ts'), platform: 'node', treeshake: true });
  await bundle.write({ file: join(folder, 'bundle.mjs') });
  const { output } = await runProgram([process.execPath, join(folder, 'bundle.mjs')], folder);
  expect(output.trim()).toBe('TurnLimitError');
});
