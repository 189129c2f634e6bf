import { ConfigurationError, registerActivities } from '@mcp-agent/core';

/**
 * Loads the files that define activities. The workflow file is one of them: a model's package that it imports
 * has its activity on Node's side.
 */
export async function loadActivities(workflows: URL, activities: URL | undefined): Promise<void> {
  await load(workflows);
  if (activities !== undefined) registerOnce(activities, await load(activities));
}

const registered = new Set<string>();

function registerOnce(file: URL, exports: object): void {
  if (registered.has(file.href)) return;
  registered.add(file.href);
  registerActivities(exports);
}

async function load(file: URL): Promise<object> {
  try {
    const exports: object = await import(file.href);
    return exports;
  } catch (cause) {
    const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new ConfigurationError(
      `${file.pathname} cannot be loaded (${reason}). It must run in Node ${process.version}: "await using" needs Node 24, ` +
        'or a loader such as tsx.',
      { file: file.pathname, cause },
    );
  }
}
