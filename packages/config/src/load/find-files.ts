import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** A file that was found, and the ones of another spelling that lie beside it and are not read. */
export interface FoundFile {
  readonly file: string;
  readonly ignored: readonly string[];
}

/** The environment, as `process.env` is. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Looks for `mcp-agent.<kind>.yaml` and `mcp_agent.<kind>.yaml` in each folder, the first one first, and gives
 * the first file that there is.
 */
export async function findFile(
  kind: 'config' | 'secrets',
  folders: readonly string[],
): Promise<FoundFile | undefined> {
  for (const folder of folders) {
    const candidates = [join(folder, `mcp-agent.${kind}.yaml`), join(folder, `mcp_agent.${kind}.yaml`)];
    const found: string[] = [];
    for (const candidate of candidates) if (await exists(candidate)) found.push(candidate);
    const [file, ...ignored] = found;
    if (file !== undefined) return { file, ignored };
  }
  return undefined;
}

/** The folders that are searched: each from `cwd` upwards with its `.mcp-agent`, then `~/.mcp-agent`. */
export function searchFolders(cwd: string, env: Environment): string[] {
  const folders: string[] = [];
  let folder = resolve(cwd);
  for (;;) {
    folders.push(folder, join(folder, '.mcp-agent'));
    const parent = dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  const home = env['HOME'] ?? env['USERPROFILE'] ?? homedir();
  if (home !== '') folders.push(join(home, '.mcp-agent'));
  return folders;
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    // Whatever else keeps us from looking at it is said when it is read: a configuration that cannot be read
    // must not look like none.
    return !hasCode(error, 'ENOENT') && !hasCode(error, 'ENOTDIR');
  }
}

/** Whether an error of Node has this code. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
