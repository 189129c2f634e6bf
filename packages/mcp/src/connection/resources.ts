import { createHash } from 'node:crypto';
import type { ResourceContent } from '@mcp-agent/core';
import type {
  InputRequired,
  InvalidInput,
  ResourceDescription,
  ResourcePart,
  ResourceTemplateDescription,
} from '@mcp-agent/core/host';
import type { AbortSignalLike } from '@mcp-agent/core/provider';
import { RequestFailure } from '../request-failure.ts';
import { waitFor } from '../wait.ts';
import { askBack, type AskingBack } from './ask-back.ts';
import { cachedList, type Lister } from './cached-list.ts';
import type { Connection } from './connection.ts';
import { jsonBytes, MAX_BYTES, prefix } from './content.ts';
import { listPages, NOTHING } from './list-pages.ts';

export const listResources: Lister<ResourceDescription[]> = cachedList(async (connection, signal) => {
  if (connection.capabilities.resources === undefined) return NOTHING;
  return listPages('resources', async (params) => {
    const page = await connection.request('resources/list', params, { signal });
    const items = page.resources.map(({ uri, name, title, description, mimeType, size }) => ({
      uri,
      name,
      ...(title !== undefined && { title }),
      ...(description !== undefined && { description }),
      ...(mimeType !== undefined && { mimeType }),
      ...(size !== undefined && { size }),
    }));
    return { ...page, items };
  });
});

export const listResourceTemplates: Lister<ResourceTemplateDescription[]> = cachedList(
  async (connection, signal) => {
    if (connection.capabilities.resources === undefined) return NOTHING;
    return listPages('resource templates', async (params) => {
      const page = await connection.request('resources/templates/list', params, { signal });
      const items = page.resourceTemplates.map(({ uriTemplate, name, title, description, mimeType }) => ({
        uriTemplate,
        name,
        ...(title !== undefined && { title }),
        ...(description !== undefined && { description }),
        ...(mimeType !== undefined && { mimeType }),
      }));
      return { ...page, items };
    });
  },
);

/** @param anew whether to read it although it is cached and still fresh */
export async function readResource(
  connection: Connection,
  uri: string,
  signal: AbortSignalLike,
  anew = false,
): Promise<ResourceContent> {
  const content = await askResource(connection, uri, { signal, anew });
  if ('parts' in content) return content;
  throw new RequestFailure('it asks for input before a resource can be read', {
    delivery: 'answered',
    final: true,
  });
}

/** Reads a resource, unless the server asks for input first. */
export async function askResource(
  connection: Connection,
  uri: string,
  asking: AskingBack & { readonly signal: AbortSignalLike; readonly anew?: boolean },
): Promise<ResourceContent | InputRequired | InvalidInput> {
  const result = await askBack(connection, asking, (params, settings) =>
    asking.given === undefined
      ? connection.readResource(uri, settings, asking.anew)
      : // What the server returns to answers is not for other callers.
        connection.request('resources/read', { ...params, uri }, settings),
  );
  if (!('contents' in result)) return result;
  const { contents } = result;
  const parts = contents.map((part): ResourcePart => {
    const base = { uri: part.uri, ...(part.mimeType !== undefined && { mimeType: part.mimeType }) };
    return 'text' in part ? { ...base, text: part.text } : { ...base, blob: part.blob };
  });
  const json = JSON.stringify(parts);
  const version = createHash('sha256').update(json).digest('base64url').slice(0, 22);
  return { parts: Buffer.byteLength(json) > MAX_BYTES ? truncate(parts) : parts, version };
}

/** Waits until a resource's content differs from before, or its server reports a change. */
export async function waitForResourceUpdate(
  connection: Connection,
  uri: string,
  options: {
    readonly signal: AbortSignalLike;
    readonly since: string | undefined;
    /** Called with the resource's version when the wait starts. */
    readonly onVersion: (version: string) => void;
  },
): Promise<ResourceContent> {
  const { signal, since, onVersion } = options;
  if (connection.capabilities.resources?.subscribe !== true) {
    throw new RequestFailure(
      'it does not support resource subscriptions. Read the resource at intervals instead',
      {
        delivery: 'not sent',
        final: true,
      },
    );
  }
  const changed = Promise.withResolvers<void>();
  const onLost = (): void => changed.reject(connectionLost());
  // The wait below reports it; prevent an unhandled rejection before.
  changed.promise.catch(() => undefined);
  const listening = connection.subscriptions.listen(uri, (event) =>
    event === 'updated' ? changed.resolve() : onLost(),
  );
  try {
    await waitFor(listening, signal);
    // Read after subscribing, and from the server, so that no change is missed.
    const before = await readResource(connection, uri, signal, true);
    if (since !== undefined && before.version !== since) return before;
    onVersion(before.version);
    void connection.closed.then(onLost);
    await waitFor(changed.promise, signal);
  } finally {
    const ended = listening.then((end) => end()).catch(() => undefined);
    if (!signal.aborted) await ended;
  }
  return readResource(connection, uri, signal, true);
}

function connectionLost(): RequestFailure {
  return new RequestFailure('the connection was lost', { delivery: 'not sent', stale: true });
}

/**
 * Returns the parts that fit, with the first text that does not fit truncated. Truncated binary data would be
 * useless.
 */
function truncate(parts: readonly ResourcePart[]): ResourcePart[] {
  const fitting: ResourcePart[] = [];
  let room = MAX_BYTES;
  for (const part of parts) {
    const bytes = jsonBytes(part) + 1;
    if (bytes <= room) {
      fitting.push(part);
      room -= bytes;
      continue;
    }
    if (!('text' in part)) {
      throw new RequestFailure(
        `resource ${part.uri} is too large: ${Math.floor((part.blob.length * 3) / 4)} bytes (maximum: ${MAX_BYTES})`,
        { delivery: 'answered', final: true },
      );
    }
    const kept = prefix(part.text, Math.max(0, room - 1_000));
    const note = `[Truncated: the resource is too large. ${kept.length} of ${part.text.length} characters are shown.]`;
    fitting.push({ ...part, text: `${kept}\n${note}` });
    room = 0;
    if (fitting.length < parts.length) {
      fitting.push({
        uri: part.uri,
        text: `[Truncated: ${parts.length - fitting.length} more parts are omitted.]`,
      });
    }
    break;
  }
  return fitting;
}
