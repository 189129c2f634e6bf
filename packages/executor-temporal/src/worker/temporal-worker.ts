/** A worker in this process. */
export interface TemporalWorker extends AsyncDisposable {
  readonly taskQueue: string;
  /** `host:port` of the server. */
  readonly address: string;
  /** Resolves when the worker has stopped. Rejects if it stopped because of an error. */
  readonly stopped: Promise<void>;
  /**
   * Accepts no more work, waits up to `shutdownGraceSeconds` for running work to finish, cancels the rest, and releases
   * all resources. An activity that ignores its cancellation for 5 seconds is left behind, with a log line.
   */
  close(): Promise<void>;
}
