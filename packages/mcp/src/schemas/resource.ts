import type { JsonObject } from '@mcp-agent/core';
import type { Dialect } from './dialect.ts';

/** A schema to which its references are relative: the whole schema, or a part with an `$id`. */
export interface Resource {
  readonly uri: string;
  readonly root: JsonObject;
  readonly dialect: Dialect;
  readonly anchors: Map<string, JsonObject>;
  readonly dynamicAnchors: Map<string, JsonObject>;
}

export function newResource(uri: string, root: JsonObject, dialect: Dialect): Resource {
  return { uri, root, dialect, anchors: new Map(), dynamicAnchors: new Map() };
}

/** Returns the URI to which a reference leads, without its fragment. */
export function absolute(reference: string, base: string): string {
  const [uri = ''] = reference.split('#', 1);
  return uri === '' ? base : (URL.parse(uri, base)?.href ?? uri);
}
