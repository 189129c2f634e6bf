/** The `asyncio` section of the settings. */
export interface AsyncioSettings {
  /** Maximum number of finished runs to keep; older ones are forgotten. Default: 1,000. */
  readonly keepFinished?: number;
  /** How long running workflows may clean up when the executor closes, in seconds. Default: 5. */
  readonly closeGraceSeconds?: number;
}

declare module '@mcp-agent/core' {
  interface Settings {
    /** The in-memory engine. Read by `@mcp-agent/executor-asyncio`. */
    readonly asyncio?: AsyncioSettings;
  }
}
