/**
 * Where a Temporal server comes from, in the order in which they are tried:
 *
 * - `environment address`: `TEMPORAL_ADDRESS` names a server that runs already
 * - `environment binary`: `TEMPORAL_CLI_PATH` names a `temporal` binary
 * - `PATH`: a `temporal` binary is on it
 * - `cache`: one was downloaded or built here before
 * - `download`: Temporal's own download, as its SDKs use it
 * - `go install`: built from source, where Go is installed
 */
export type TemporalSource =
  | 'environment address'
  | 'environment binary'
  | 'PATH'
  | 'cache'
  | 'download'
  | 'go install';

/** A server that runs already. */
export interface TemporalAddress {
  readonly kind: 'address';
  readonly source: TemporalSource;
  /** `host:port` of its gRPC endpoint. */
  readonly address: string;
  /** `TEMPORAL_NAMESPACE`, or `default`. */
  readonly namespace: string;
}

/** A `temporal` binary that was seen to run. */
export interface TemporalBinary {
  readonly kind: 'binary';
  readonly source: TemporalSource;
  readonly path: string;
  /** What it says of itself, such as `1.5.1 (Server 1.29.1, UI 2.42.1)`. */
  readonly version: string;
}

/** The variables that the lookup reads; `process.env` is one. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What each way of the lookup is given. */
export interface Search {
  readonly env: Environment;
  readonly downloadUrl: string;
  readonly onProgress: (message: string) => void;
  readonly signal: AbortSignal | undefined;
}

export type Found = TemporalAddress | TemporalBinary;

/** What one way led to: a server, a binary, or the reason why neither. */
export type Outcome = Found | Miss;

export interface Miss {
  readonly kind: 'miss';
  readonly reason: string;
  /** The user named this very server or binary, so another one would not do: the lookup ends here. */
  readonly final?: boolean;
}

/** The CLI that is downloaded or built. Later ones have `replace` lines, which `go install` refuses. */
export const CLI_VERSION = '1.5.1';
