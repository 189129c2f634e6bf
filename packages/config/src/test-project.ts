import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Config, type LoadConfigOptions, loadConfig } from './load/load-config.ts';

/** A folder for one test, removed on disposal. */
export interface TestProject extends AsyncDisposable {
  readonly folder: string;
  /** Returns a path in the folder. */
  path(...parts: string[]): string;
  /** Loads from the folder, with the given environment and an empty home folder. */
  load(env?: Record<string, string>, options?: LoadConfigOptions): Promise<Config>;
}

/** Creates a folder with these files, by their paths in it. */
export async function testProject(files: Record<string, string | Uint8Array> = {}): Promise<TestProject> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'mcp-agent-config-')));
  const path = (...parts: string[]): string => join(folder, ...parts);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(path(name)), { recursive: true });
    await writeFile(path(name), content);
  }
  return {
    folder,
    path,
    load: (env = {}, options = {}) =>
      loadConfig({ cwd: folder, env: { HOME: path('home'), ...env }, onWarning: () => {}, ...options }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The name of the configuration file in most tests. */
export const CONFIG = 'mcp_agent.config.yaml';
/** The name of the secrets file in most tests. */
export const SECRETS = 'mcp_agent.secrets.yaml';
