/**
 * Entry point of `npm start` and `npm test`: installs the dependencies, then runs a script of the repository in the same
 * process, so that arguments, input, signals and the exit code need no forwarding.
 *
 *     node scripts/launch.ts <script> [argument...]
 *
 * Needs `pnpm` on the PATH, but no dependencies: in a new clone, none are installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = dirname(import.meta.dirname);

/** Installs the dependencies, in milliseconds if nothing changed. Shows the output of pnpm only if it fails. */
function installDependencies(): void {
  if (!existsSync(resolve(root, 'node_modules'))) {
    process.stderr.write('Installing dependencies (first run, about 30 seconds)...\n');
  }
  // On Windows, pnpm is a .cmd file, which needs a shell. The command line is constant.
  const { status, error, stdout, stderr } = spawnSync('pnpm install', {
    cwd: root,
    shell: true,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}${error === undefined ? '' : `${String(error)}\n`}`);
  process.stderr.write(
    'The dependencies cannot be installed: pnpm install failed. Correct the problem above and try again.\n',
  );
  process.exit(status ?? 1);
}

const [script, ...rest] = process.argv.slice(2);
if (script === undefined) {
  process.stderr.write('Usage: node scripts/launch.ts <script> [argument...]\n');
  process.exit(2);
}
installDependencies();
const file = resolve(root, script);
process.argv = [process.execPath, file, ...rest];
await import(pathToFileURL(file).href);
