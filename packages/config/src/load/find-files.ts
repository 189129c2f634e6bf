import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** A file that was found, and ignored files beside it with the other spelling. */
export interface FoundFile {
  readonly file: string;
  readonly ignored: readonly string[];
}

/** The environment variables, in the form of `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Looks for `mcp-agent.<kind>.yaml` and `mcp_agent.<kind>.yaml` in each folder, in order, and returns the first file
 * found.
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

/** Returns the folders to search: `cwd` and each parent, each followed by its `.mcp-agent`, then `~/.mcp-agent`. */
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
    // Other errors are reported when the file is read: an unreadable configuration must not count as missing.
    return !hasCode(error, 'ENOENT') && !hasCode(error, 'ENOTDIR');
  }
}

/** Whether a Node.js error has this code. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
