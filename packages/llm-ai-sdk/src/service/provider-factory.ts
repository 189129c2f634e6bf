import { NotInstalledError } from '@mcp-agent/core/errors';
import { messageOf } from '@mcp-agent/core/provider';
import { importPackage } from './import-package.ts';

/** Creates a provider of the AI SDK from its options. */
export type ProviderFactory = (options: Readonly<Record<string, unknown>>) => unknown;

/** What is wrong with a package, and what to do. */
export class PackageProblem extends Error {}

/**
 * Imports a package of an AI SDK provider and returns its function that creates the provider: the one that is named,
 * else the only one whose name starts with `create`, else the one of these that the package is named after, such as
 * `createGoogle` of `@ai-sdk/google`.
 *
 * @param path the section of the settings, for errors
 * @throws {@link PackageProblem}, or {@link NotInstalledError}
 */
export async function providerFactory(
  name: string,
  factory: string | undefined,
  path: string,
): Promise<readonly [string, ProviderFactory]> {
  const exported = new Map(Object.entries(await imported(name, path)).filter(isFunctionEntry));
  const named = factory === undefined ? undefined : exported.get(factory);
  if (factory !== undefined && named !== undefined) return [factory, named];
  const candidates = [...exported].filter(([key]) => /^create[A-Z]/.test(key));
  const known = candidates.map(([key]) => key).join(', ') || 'none';
  if (factory !== undefined) {
    throw new PackageProblem(
      `The package ${name} has no function "${factory}".\nCorrect ${path}.factory. Functions that create a provider there: ${known}.`,
    );
  }
  const wanted = `create${plain(name.replace(/^.*\//, ''))}`;
  const different = distinct(candidates);
  const chosen = different.length === 1 ? different[0] : candidates.find(([key]) => plain(key) === wanted);
  if (chosen !== undefined) return chosen;
  throw new PackageProblem(
    candidates.length === 0
      ? `The package ${name} exports no function that creates a provider of the AI SDK.\nCorrect ${path}.package, or name the function in ${path}.factory.`
      : `The package ${name} exports several functions that create a provider.\nName one in ${path}.factory: ${known}.`,
  );
}

async function imported(name: string, path: string): Promise<object> {
  try {
    return await importPackage(name);
  } catch (cause) {
    const isMissing =
      cause instanceof Error &&
      'code' in cause &&
      cause.code === 'ERR_MODULE_NOT_FOUND' &&
      cause.message.includes(`'${name}'`);
    if (!isMissing) {
      throw new PackageProblem(
        `The package ${name} cannot be imported: ${messageOf(cause)}\nCorrect ${path}.package, or reinstall the package.`,
        { cause },
      );
    }
    throw new NotInstalledError(
      `The package ${name} of ${path} is not installed.\nInstall it where activities run: npm install ${name}`,
      { packageName: name, cause },
    );
  }
}

function isFunctionEntry(entry: [string, unknown]): entry is [string, ProviderFactory] {
  return typeof entry[1] === 'function';
}

/** Without further names of the same function. */
function distinct(entries: readonly (readonly [string, ProviderFactory])[]) {
  return entries.filter(([, value], index) => entries.findIndex(([, one]) => one === value) === index);
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
