export { NonDeterminismError } from '@mcp-agent/engine/replay';
export { createExecutor, SqliteExecutor, type SqliteOptions } from './executor.ts';
