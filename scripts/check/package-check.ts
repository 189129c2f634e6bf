import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ROOT } from '../packages.ts';
import type { Check, CheckResult } from './check.ts';
import { runCommand } from './command.ts';
import { packAll, type Tarball } from './pack.ts';

/** What is published is looked at, not the folder: the tarballs are packed, and linted as a user gets them. */
export const PACKAGE_CHECK: Check = { name: 'Packages (build, pack, publint, attw)', run: checkPackages };

async function checkPackages(): Promise<CheckResult> {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-agent-pack-'));
  try {
    const tarballs = await packAll(folder);
    const results: CheckResult[] = [];
    for (const tarball of tarballs) results.push(await checkTarball(tarball));
    return {
      ok: results.every(({ ok }) => ok),
      output: results.map(({ output }) => output).join('\n'),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function checkTarball({ name, file, bytes }: Tarball): Promise<CheckResult> {
  const results = await Promise.all([
    checkLicense(file),
    runCommand(['publint', 'run', '--strict', file]),
    runCommand(['attw', '--profile', 'esm-only', '--no-color', '--no-emoji', file]),
  ]);
  const complaints = results.filter(({ ok }) => !ok).map(({ output }) => output);
  const size = `${String(bytes).padStart(8)} bytes  ${name}`;
  return { ok: complaints.length === 0, output: [size, ...complaints].join('\n') };
}

/** A tar archive holds each file's name, padded with NUL, and its bytes as they are. */
async function checkLicense(tarball: string): Promise<CheckResult> {
  const archive = gunzipSync(await readFile(tarball));
  const license = await readFile(join(ROOT, 'LICENSE'));
  const ok = archive.includes('package/LICENSE\0') && archive.includes(license);
  return { ok, output: ok ? '' : `${tarball} lacks the LICENSE of the repository's root.` };
}
