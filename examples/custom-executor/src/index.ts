export { createExecutor, SqliteExecutor, type SqliteOptions } from './executor.ts';
