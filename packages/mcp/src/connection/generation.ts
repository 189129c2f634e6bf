import { type ClientOptions, type PriorDiscovery, ProtocolError } from '@modelcontextprotocol/client';
import type { ServerSpec } from '../server-spec.ts';
import type { Connection } from './connection.ts';
import { FailedStart } from './failed-start.ts';

/** How a connection learns the protocol's generation: it asks the server, or uses what is known of it. */
export type Negotiation = 'probe' | PriorDiscovery;

/**
 * How long a program may take to answer `server/discover`, in milliseconds. Some legacy servers ignore a request before
 * the handshake: the handshake then follows on the same pipe.
 */
const PROBE_TIMEOUT_MS = 5_000;

/** The first revision without a handshake. */
const FIRST_MODERN = '2026-07-28';

const LEGACY: PriorDiscovery = { kind: 'legacy' };

/** What this process knows of each server. */
const known = new WeakMap<ServerSpec, Promise<PriorDiscovery>>();

/** Whether a server is known to speak 2026-07-28 or newer. */
export async function isModernServer(spec: ServerSpec): Promise<boolean> {
  return isModern(spec) || (await known.get(spec)?.catch(() => undefined))?.kind === 'modern';
}

/**
 * Opens a connection in the generation that the server speaks. The first connection asks the server, once
 * (`server/discover`); others wait for what it learns. A server that then refuses what it is spoken to in has been
 * replaced, and is asked again.
 */
export async function negotiated(
  spec: ServerSpec,
  open: (negotiation: Negotiation) => Promise<Connection>,
): Promise<Connection> {
  for (let asked = known.get(spec); asked !== undefined; asked = known.get(spec)) {
    const found = await asked.catch(() => undefined);
    if (found !== undefined) return openKnown(spec, found, open);
  }
  const opening = probe(spec, open);
  const discovery = opening.then((connection) => connection.discovery);
  known.set(spec, discovery);
  discovery.catch((error: unknown) => {
    if (known.get(spec) !== discovery) return;
    if (canExitAtQuestion(spec, error)) known.set(spec, Promise.resolve(LEGACY));
    else known.delete(spec);
  });
  return opening;
}

async function openKnown(
  spec: ServerSpec,
  found: PriorDiscovery,
  open: (negotiation: Negotiation) => Promise<Connection>,
): Promise<Connection> {
  try {
    return await open(found);
  } catch (error) {
    if (isRefusal(error)) known.delete(spec);
    throw error;
  }
}

async function probe(
  spec: ServerSpec,
  open: (negotiation: Negotiation) => Promise<Connection>,
): Promise<Connection> {
  // These servers are older than the question.
  if (spec.target.kind === 'sse') return open(LEGACY);
  const began = performance.now();
  try {
    return await open('probe');
  } catch (error) {
    if (canExitAtQuestion(spec, error)) return open(LEGACY);
    // A modern server that was not ready in time for the question refuses the handshake, and is ready now.
    if (isRefusal(error) && performance.now() - began >= PROBE_TIMEOUT_MS) return open('probe');
    throw error;
  }
}

/** Whether the server may have exited because a request came before the handshake, as some legacy servers do. */
function canExitAtQuestion(spec: ServerSpec, error: unknown): boolean {
  return error instanceof FailedStart && error.link.hasExited() && !isModern(spec);
}

function isRefusal(error: unknown): boolean {
  return error instanceof FailedStart && error.cause instanceof ProtocolError;
}

/** Returns the options of the SDK's client for the revision in the settings, or for any revision. */
export function revisionOptions({ protocolVersion, target }: ServerSpec): ClientOptions {
  if (protocolVersion === undefined) {
    return {
      versionNegotiation: {
        mode: 'auto',
        // Over HTTP, the timeout of the start applies: silence is an outage there.
        ...(target.kind === 'stdio' && { probe: { timeoutMs: PROBE_TIMEOUT_MS } }),
      },
    };
  }
  if (isLegacyRevision(protocolVersion)) return { supportedProtocolVersions: [protocolVersion] };
  return { versionNegotiation: { mode: { pin: protocolVersion } } };
}

function isModern({ protocolVersion }: ServerSpec): boolean {
  return protocolVersion !== undefined && !isLegacyRevision(protocolVersion);
}

/** A date that is no revision counts, too, so that the server refuses it instead of the SDK. */
function isLegacyRevision(version: string): boolean {
  return version < FIRST_MODERN;
}
