import { decodeSegment, encodeSegment } from './segment.ts';

/** A place within the page, named by the path of its URL. */
export type Place =
  | { readonly kind: 'overview' }
  | { readonly kind: 'workflow'; readonly name: string }
  /** The runs with one ID, at most one for each engine. */
  | { readonly kind: 'run'; readonly engines: readonly string[]; readonly id: string }
  | { readonly kind: 'unknown' };

const UNKNOWN: Place = { kind: 'unknown' };

/** Parses the path of a URL, with its percent-encoding. */
export function placeOf(pathname: string): Place {
  if (pathname === '/' || pathname === '/index.html') return { kind: 'overview' };
  const [, kind, first = '', second = '', ...more] = pathname.replace(/(?<=.)\/$/, '').split('/');
  if (more.length > 0) return UNKNOWN;
  if (kind === 'workflows') {
    const name = decodeSegment(first);
    return name === undefined || second !== '' ? UNKNOWN : { kind: 'workflow', name };
  }
  if (kind !== 'runs') return UNKNOWN;
  const named = first.split('+').map(decodeSegment);
  const engines = named.filter((name) => name !== undefined);
  const id = decodeSegment(second);
  if (id === undefined || engines.length < named.length) return UNKNOWN;
  return { kind: 'run', engines: [...new Set(engines)], id };
}

export function workflowPath(name: string): string {
  return `/workflows/${encodeSegment(name)}`;
}

export function runPath(engines: readonly string[], id: string): string {
  return `/runs/${engines.map(encodeSegment).join('+')}/${encodeSegment(id)}`;
}
