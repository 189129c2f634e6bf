/**
 * What `npm start` and `npm test` call: brings the dependencies up to date, then runs a script of the
 * repository in this same process, so that arguments, keys, signals and the exit code need no passing on.
 *
 *     node scripts/launch.ts <script> [argument...]
 *
 * It needs `pnpm` on the PATH and nothing that is installed: in a fresh clone nothing is.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = dirname(import.meta.dirname);

/** Takes milliseconds when nothing changed. What pnpm says is shown only when it fails. */
function installDependencies(): void {
  if (!existsSync(resolve(root, 'node_modules'))) {
    process.stderr.write('Installing the dependencies, once: about half a minute ...\n');
  }
  // pnpm is a .cmd file on Windows, which only a shell runs; the command line is constant.
  const { status, error, stdout, stderr } = spawnSync('pnpm install', {
    cwd: root,
    shell: true,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}${error === undefined ? '' : `${String(error)}\n`}`);
  process.stderr.write('The dependencies could not be installed: see above.\n');
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
