import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { runProgram } from '../src/process.ts';
import type { Installed, ServerPackage } from './server-case.ts';

/** An installed package, with the SDK that it uses. */
export interface InstalledPackage extends Installed {
  /** The SDK of MCP and its version, such as `sdk 1.32.2`; empty if it is not visible. */
  readonly sdk: string;
}

/** How a registry's client installs a package into a folder, and where it then is. */
interface Installer {
  install(folder: string, specs: readonly string[]): Promise<unknown>;
  installed(folder: string, spec: string): Promise<InstalledPackage>;
}

const Manifest = z.object({
  version: z.string(),
  bin: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
});

const INSTALLERS: Readonly<Record<ServerPackage['registry'], Installer>> = {
  npm: {
    install: (folder, specs) =>
      run(['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder, ...specs]),
    installed: npmPackage,
  },
  PyPI: {
    install: async (folder, specs) => {
      const uv = await uvIn(dirname(folder));
      await run([uv, 'venv', '--quiet', '--python', '3.11', folder]);
      await run([uv, 'pip', 'install', '--quiet', '--python', join(folder, 'bin/python'), ...specs]);
    },
    installed: async (folder) => {
      const script = 'import importlib.metadata as m; print(m.version("mcp"))';
      const version = await run([join(folder, 'bin/python'), '-c', script]);
      return { folder, sdk: `mcp ${version.trim()}`, program: (name) => [join(folder, 'bin', name)] };
    },
  },
  Go: {
    install: (folder, specs) => run(['go', 'install', ...specs], { GOBIN: folder }),
    installed: (folder) => Promise.resolve({ folder, sdk: '', program: (name) => [join(folder, name)] }),
  },
  'crates.io': {
    // Without optimizations, which take several times as long.
    install: (folder, specs) => run(['cargo', 'install', '--profile', 'dev', '--root', folder, ...specs]),
    installed: (folder) =>
      Promise.resolve({ folder, sdk: '', program: (name) => [join(folder, 'bin', name)] }),
  },
};

/**
 * Installs a package into a folder of its own, unless it is there. Install scripts of npm packages do not run.
 *
 * @throws Error if the registry's client fails, with its output
 */
export async function install(
  root: string,
  { registry, spec, beside = [] }: ServerPackage,
): Promise<InstalledPackage> {
  const installer = INSTALLERS[registry];
  const folder = join(root, spec.replaceAll(/[^\w.-]+/g, '_'));
  if (!existsSync(folder)) {
    try {
      await mkdir(folder, { recursive: true });
      await installer.install(folder, [spec, ...beside]);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }
  return installer.installed(folder, spec);
}

async function npmPackage(folder: string, spec: string): Promise<InstalledPackage> {
  const at = join(folder, 'node_modules', spec.replace(/(?<=.)@.*/, ''));
  const { bin, dependencies } = await manifest(at);
  const program = (name: string): readonly string[] => {
    const file = typeof bin === 'string' ? bin : bin?.[name];
    if (file === undefined) throw new Error(`${spec} has no program "${name}", but ${JSON.stringify(bin)}.`);
    return [process.execPath, join(at, file)];
  };
  const sdk = ['server', 'sdk'].find((name) => `@modelcontextprotocol/${name}` in dependencies);
  if (sdk === undefined) return { folder, program, sdk: '' };
  const { version } = await manifest(join(folder, 'node_modules/@modelcontextprotocol', sdk));
  return { folder, program, sdk: `${sdk} ${version}` };
}

async function manifest(folder: string): Promise<z.infer<typeof Manifest>> {
  return Manifest.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
}

let uv: Promise<string> | undefined;

/** Returns the path of uv, which makes Python's environments; installs it on first use. */
function uvIn(root: string): Promise<string> {
  uv ??= installUv(join(root, 'uv'));
  return uv;
}

async function installUv(folder: string): Promise<string> {
  if (!existsSync(folder)) {
    await run(['python3', '-m', 'venv', folder]);
    await run([join(folder, 'bin/pip'), 'install', '--quiet', 'uv']);
  }
  return join(folder, 'bin/uv');
}

async function run(command: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { status, output } = await runProgram(command, process.cwd(), env);
  if (status !== 0) throw new Error(`${command.join(' ')} exited with code ${status}:\n${output}`);
  return output;
}
