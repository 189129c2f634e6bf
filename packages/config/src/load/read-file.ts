import { constants, type FileHandle, open } from 'node:fs/promises';
import { messageOf } from '@mcp-agent/core/host';
import { configurationError } from './problem.ts';
import type { Source } from './tree.ts';

/** Maximum size of a configuration file, in bytes. */
const MAX_BYTES = 256 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'the file does not exist: create it, or correct the path',
  EACCES: 'permission denied: check its permissions',
  EPERM: 'permission denied: check its permissions',
  EISDIR: 'it is a folder; give the path of a file',
  ELOOP: 'its symbolic links form a circle: correct them',
};

/**
 * Reads a configuration file.
 *
 * @throws {@link ConfigurationError} when it is missing, not a regular file, larger than 256 KiB or not UTF-8
 */
export async function readConfigFile(source: Source): Promise<string> {
  let bytes: Uint8Array;
  try {
    // Without `O_NONBLOCK`, opening a named pipe would wait for a writer.
    const handle = await open(source.name, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      bytes = await readWhole(handle, source);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'CONFIGURATION') throw error;
    const reason = REASONS[code] ?? messageOf(error);
    throw configurationError({ source, message: `cannot be read: ${reason}` });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw configurationError({ source, message: 'is not valid UTF-8: save it in that encoding' });
  }
}

async function readWhole(handle: FileHandle, source: Source): Promise<Uint8Array> {
  const status = await handle.stat();
  if (!status.isFile()) {
    const what = status.isDirectory() ? 'a folder' : 'not a regular file';
    const message = `cannot be read: it is ${what}; give the path of a file`;
    throw configurationError({ source, message });
  }
  // One extra byte detects a file that grows or misreports its size.
  const buffer = new Uint8Array(MAX_BYTES + 1);
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, null);
    if (bytesRead === 0) return buffer.subarray(0, length);
    length += bytesRead;
  }
  throw configurationError({
    source,
    message: `is larger than ${MAX_BYTES / 1024} KiB, the limit for a configuration: check that it is one`,
  });
}
