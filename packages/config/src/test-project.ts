import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Config, type LoadConfigOptions, loadConfig } from './load/load-config.ts';

/** A real folder for one test, removed when it is disposed of. */
export interface TestProject extends AsyncDisposable {
  readonly folder: string;
  /** The path of something in the folder. */
  path(...parts: string[]): string;
  /** Loads from the folder, with an environment that has only a home without files, and what is given. */
  load(env?: Record<string, string>, options?: LoadConfigOptions): Promise<Config>;
}

/** Makes a folder with these files, by their paths in it. */
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

/** The name that most tests give to their configuration. */
export const CONFIG = 'mcp_agent.config.yaml';
/** And to their secrets. */
export const SECRETS = 'mcp_agent.secrets.yaml';
