import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packAll, type Tarball } from '../../scripts/check/pack.ts';

const BENCHMARKS = join(import.meta.dirname, '..');

/** A separate folder, because this peer needs other versions of shared dependencies. */
const OPENAI_AGENTS = join(BENCHMARKS, 'openai-agents');

/**
 * The folder of this project's unpacked packages. Programs resolve it first, and the packages resolve their dependencies in
 * the folder above, which they share with the peers.
 */
const OURS = join(import.meta.dirname, 'node_modules');

/** Packages that no benchmark uses, and whose dependencies are not installed. */
const UNUSED: ReadonlySet<string> = new Set([
  '@mcp-agent/config',
  '@mcp-agent/llm-ai-sdk',
  '@mcp-agent/llm-anthropic',
]);

/** Installs the peers from the lockfile, and packs and unpacks this project's packages. */
export async function install(): Promise<void> {
  for (const folder of [BENCHMARKS, OPENAI_AGENTS]) {
    run('pnpm', ['install', '--frozen-lockfile', '--prefer-offline'], folder);
  }
  const folder = mkdtempSync(join(tmpdir(), 'mcp-agent-bench-'));
  try {
    const tarballs = await packAll(folder);
    rmSync(OURS, { recursive: true, force: true });
    for (const tarball of tarballs) if (!UNUSED.has(tarball.name)) unpack(tarball);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function unpack({ name, file }: Tarball): void {
  const target = join(OURS, name);
  mkdirSync(target, { recursive: true });
  run('tar', ['-xzf', file, '-C', target, '--strip-components=1'], BENCHMARKS);
  const required = dependenciesOf(join(target, 'package.json'));
  const installed = dependenciesOf(join(BENCHMARKS, 'package.json'));
  for (const [dependency, version] of Object.entries(required)) {
    if (dependency.startsWith('@mcp-agent/') || installed[dependency] === version) continue;
    throw new Error(
      `${name} needs ${dependency}@${version}; benchmarks/package.json has ${installed[dependency] ?? 'none'}. ` +
        'Add this version there, and run pnpm --dir benchmarks install.',
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
