// Tries the portability check on packages that people use in workflow code, compares it with a real worker, and writes
// the table of docs/portability.md: pnpm portability:packages. With names of packages, prints their reports instead.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { mapBounded } from '@mcp-agent/core/engine';
import { startTemporalServer } from '@mcp-agent/testing/temporal';
import { portabilityDocument, type TriedPackage } from './document.ts';
import { type PackageUse, PACKAGES } from './list.ts';
import type { Trial } from './trial.ts';

const CONCURRENT_TRIALS = 2;
const TRIAL_TIMEOUT_MS = 180_000;

const run = promisify(execFile);
const names = process.argv.slice(2);
const uses = PACKAGES.filter(({ name }) => names.length === 0 || names.includes(name));

const project = await mkdtemp(join(tmpdir(), 'portability-packages-'));
try {
  await install(project);
  await using server = await startTemporalServer();
  const tried = await tryAll(server.address);
  if (names.length > 0) {
    for (const { name, trial } of tried) console.log(`${name}: ${trial.worker}\n${trial.report}`);
  } else {
    await writeFile(new URL('../../../../docs/portability.md', import.meta.url), portabilityDocument(tried));
  }
} finally {
  await rm(project, { recursive: true, force: true });
}

function tryAll(address: string): Promise<TriedPackage[]> {
  return mapBounded(uses, CONCURRENT_TRIALS, async (use, index) => {
    const file = join(project, `package-${index}.ts`);
    await writeFile(file, workflowFile(use));
    const trial = await tryPackage(file, address);
    console.error(`${use.name}: ${trial.portable ? 'portable' : 'not portable'}; ${trial.worker}`);
    return { ...use, trial };
  });
}

async function tryPackage(file: string, address: string): Promise<Trial> {
  const program = join(import.meta.dirname, 'try-package.ts');
  const { stdout } = await run(process.execPath, [program, file, address], { timeout: TRIAL_TIMEOUT_MS });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/** Returns a workflow that uses a package before and after a timer. */
function workflowFile({ imports, body }: PackageUse): string {
  return `import { MCPApp } from '@mcp-agent/core';
${imports}

const app = new MCPApp({ name: 'packages' });

async function use() {
  ${body}
}

export const usesPackage = app.workflow('usesPackage', async (ctx) => {
  const before = JSON.stringify(await use());
  await ctx.sleep(10);
  return [before, JSON.stringify(await use())];
});
`;
}

/** Installs the packages outside the repository, beside a link to core. */
async function install(folder: string): Promise<void> {
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const versions = new Set(uses.map(({ version }) => version));
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...versions], { cwd: folder });
  const link = join(folder, 'node_modules/@mcp-agent/core');
  await mkdir(dirname(link), { recursive: true });
  await symlink(join(import.meta.dirname, '../../../core'), link, 'junction');
}
