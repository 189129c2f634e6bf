import { type ClientHttp2Session, connect, constants } from 'node:http2';

const DESCRIBE_NAMESPACE = '/temporal.api.workflowservice.v1.WorkflowService/DescribeNamespace';

/**
 * Describes a namespace of a server, which succeeds only if the gRPC endpoint, the services and the store work. The gRPC
 * call over Node's HTTP/2 takes 10 ms and no dependency; the CLI would load a binary of 130 MB.
 *
 * @param address `host:port`, without TLS
 * @returns why the namespace is not usable, or `undefined` if it is
 * @throws the signal's reason
 */
export async function namespaceProblem(
  address: string,
  namespace: string,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal | undefined },
): Promise<string | undefined> {
  signal?.throwIfAborted();
  const session = connect(`http://${address}`);
  const timeout = AbortSignal.timeout(timeoutMs);
  const end = (): void => session.destroy(new Error(`no answer within ${timeoutMs / 1000} s`));
  const signals = signal === undefined ? [timeout] : [timeout, signal];
  for (const each of signals) each.addEventListener('abort', end);
  try {
    const problem = await new Promise<string | undefined>((resolve) => request(session, namespace, resolve));
    signal?.throwIfAborted();
    return problem;
  } finally {
    for (const each of signals) each.removeEventListener('abort', end);
    session.destroy();
  }
}

function request(
  session: ClientHttp2Session,
  namespace: string,
  done: (problem: string | undefined) => void,
): void {
  // The session's error has the reason of a failed connection; the stream's error does not.
  session.on('error', (error) => done(error.message));
  session.on('close', () => done('the server closed the connection'));
  const stream = session.request({
    [constants.HTTP2_HEADER_METHOD]: 'POST',
    [constants.HTTP2_HEADER_PATH]: DESCRIBE_NAMESPACE,
    [constants.HTTP2_HEADER_CONTENT_TYPE]: 'application/grpc',
    [constants.HTTP2_HEADER_TE]: 'trailers',
  });
  // A response without a body has its gRPC status in the headers, any other in the trailers.
  const readStatus = ({
    'grpc-status': status,
    'grpc-message': message,
  }: Readonly<Record<string, unknown>>): void => {
    if (status === '0') return done(undefined);
    if (typeof status === 'string') done(typeof message === 'string' ? message : `gRPC status ${status}`);
  };
  stream.on('response', (headers) => {
    if (headers['content-type']?.startsWith('application/grpc') === true) return readStatus(headers);
    done(`it is not a gRPC server (HTTP status ${headers[':status']})`);
  });
  stream.on('trailers', readStatus);
  stream.on('error', () => {});
  stream.resume();
  stream.end(frame(describeNamespaceRequest(namespace)));
}

/** Encodes a gRPC message: a byte for "not compressed", the length, the message. */
function frame(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** Encodes the protobuf message `{ string namespace = 1; }`. */
function describeNamespaceRequest(namespace: string): Buffer {
  const name = Buffer.from(namespace);
  const length: number[] = [];
  let rest = name.length;
  for (; rest > 0x7f; rest >>>= 7) length.push((rest & 0x7f) | 0x80);
  return Buffer.concat([Buffer.from([0x0a, ...length, rest]), name]);
}
