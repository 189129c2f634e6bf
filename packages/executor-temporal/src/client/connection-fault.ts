import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { messageOf, property } from '@mcp-agent/core/engine';

/** Why a connection to a server cannot be made. */
export interface ConnectionFault {
  readonly kind:
    | 'unknown_host'
    | 'refused'
    /** The server expects TLS. */
    | 'tls_expected'
    /** The server does not speak TLS. */
    | 'no_tls'
    /** The client does not trust the server's certificate. */
    | 'certificate'
    /** The server demands a certificate of the client. */
    | 'client_certificate';
  readonly cause: unknown;
}

const DEFAULT_PORT = 7233;
const TIMEOUT_MS = 3_000;

/** The start of an HTTP/2 connection, with empty settings. A gRPC server responds with its own settings. */
const PREFACE = Buffer.from('505249202a20485454502f322e300d0a0d0a534d0d0a0d0a000000040000000000', 'hex');

/** First byte of a TLS alert, which a TLS server sends in response to plain text. */
const TLS_ALERT = 0x15;

/**
 * Connects to a server step by step, to find out why gRPC could not: its errors say only that the server is
 * unavailable, and those of the worker's connection have other words than the client's.
 *
 * @returns `undefined` if the server speaks HTTP/2 as expected, or does not respond
 */
export async function connectionFault(address: string, tls: boolean): Promise<ConnectionFault | undefined> {
  const { host, port } = parseAddress(address);
  try {
    await lookup(host);
  } catch (cause) {
    return { kind: 'unknown_host', cause };
  }
  const reply = await exchange(tls ? openTls(host, port, true) : connectTcp({ host, port }));
  if (tls) return reply.error === undefined ? undefined : tlsFault(reply.error);
  if (reply.error !== undefined && UNREACHABLE.has(String(property(reply.error, 'code')))) {
    return { kind: 'refused', cause: reply.error };
  }
  const isAlert = reply.data?.[0] === TLS_ALERT;
  // Some servers close the connection in response to plain text.
  if (isAlert || (reply.data === undefined && (await speaksTls(host, port)))) {
    return { kind: 'tls_expected', cause: reply.error };
  }
  return undefined;
}

const UNREACHABLE = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EACCES']);

function parseAddress(address: string): { host: string; port: number } {
  const { hostname, port } = new URL(`tcp://${address}`);
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port || DEFAULT_PORT) };
}

function openTls(host: string, port: number, rejectUnauthorized: boolean): Socket {
  const name = isIP(host) === 0 ? { servername: host } : {};
  return connectTls({ host, port, ...name, ALPNProtocols: ['h2'], rejectUnauthorized });
}

function tlsFault(error: unknown): ConnectionFault | undefined {
  const [code, text] = [String(property(error, 'code')), messageOf(error)];
  if (UNREACHABLE.has(code)) return { kind: 'refused', cause: error };
  if (/wrong version number|packet length too long|http request/i.test(text)) {
    return { kind: 'no_tls', cause: error };
  }
  if (/alert (?:certificate required|bad certificate|handshake failure|unknown ca)/i.test(text)) {
    return { kind: 'client_certificate', cause: error };
  }
  return /CERT|SIGNATURE|ISSUER|ALTNAME/.test(code) ? { kind: 'certificate', cause: error } : undefined;
}

interface Reply {
  readonly data?: Buffer;
  readonly error?: unknown;
}

/** Sends the start of an HTTP/2 connection, and returns the first data or the error; neither on timeout or a close. */
async function exchange(socket: Socket): Promise<Reply> {
  const { promise, resolve } = Promise.withResolvers<Reply>();
  socket.setTimeout(TIMEOUT_MS, () => resolve({}));
  socket.on('error', (error) => resolve({ error }));
  socket.on('data', (data: Buffer) => resolve({ data }));
  socket.on('close', () => resolve({}));
  socket.write(PREFACE);
  const reply = await promise;
  socket.destroy();
  return reply;
}

/** Whether a server responds to the start of TLS, with whatever certificate. */
async function speaksTls(host: string, port: number): Promise<boolean> {
  const { data, error } = await exchange(openTls(host, port, false));
  return data !== undefined || (error !== undefined && tlsFault(error)?.kind === 'client_certificate');
}
