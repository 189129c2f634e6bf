import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packAll, type Tarball } from '../../scripts/check/pack.ts';

const BENCHMARKS = join(import.meta.dirname, '..');

/** Has other versions of what others here have too: it is installed in a folder of its own. */
const OPENAI_AGENTS = join(BENCHMARKS, 'openai-agents');

/**
 * Where our packages are put: as they would be published, found from the programs before anything else, and their
 * dependencies found in the folder above, so that they share the peers' copies of what both use.
 */
const OURS = join(import.meta.dirname, 'node_modules');

/** Nothing here uses them, and what they need is not installed. */
const LEFT_OUT: ReadonlySet<string> = new Set(['@mcp-agent/config', '@mcp-agent/llm-anthropic']);

/** Installs the peers from the lockfile, and unpacks what `pnpm pack` makes of our packages now. */
export async function install(): Promise<void> {
  for (const folder of [BENCHMARKS, OPENAI_AGENTS]) {
    run('pnpm', ['install', '--frozen-lockfile', '--prefer-offline'], folder);
  }
  const folder = mkdtempSync(join(tmpdir(), 'mcp-agent-bench-'));
  try {
    const tarballs = await packAll(folder);
    rmSync(OURS, { recursive: true, force: true });
    for (const tarball of tarballs) if (!LEFT_OUT.has(tarball.name)) unpack(tarball);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function unpack({ name, file }: Tarball): void {
  const target = join(OURS, name);
  mkdirSync(target, { recursive: true });
  run('tar', ['-xzf', file, '-C', target, '--strip-components=1'], BENCHMARKS);
  const wanted = dependenciesOf(join(target, 'package.json'));
  const had = dependenciesOf(join(BENCHMARKS, 'package.json'));
  for (const [dependency, version] of Object.entries(wanted)) {
    if (dependency.startsWith('@mcp-agent/') || had[dependency] === version) continue;
    throw new Error(
      `${name} needs ${dependency}@${version}; benchmarks/package.json has ${had[dependency] ?? 'none'}. ` +
        'Write it there, and run pnpm --dir benchmarks install.',
    );
  }
}

function dependenciesOf(file: string): Readonly<Record<string, string>> {
  const manifest: { dependencies?: Record<string, string> } = JSON.parse(readFileSync(file, 'utf8'));
  return manifest.dependencies ?? {};
}

function run(command: string, args: readonly string[], cwd: string): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}${error?.message ?? ''}`);
}
