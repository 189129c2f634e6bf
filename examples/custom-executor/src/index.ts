export { NonDeterminismError } from '@mcp-agent/engine-kit/replay';
export { createExecutor, SqliteExecutor, type SqliteOptions } from './executor.ts';
