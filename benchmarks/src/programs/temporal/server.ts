/** The server of the row that runs this, and a task queue that no other program polls. */
export const ADDRESS = process.env['BENCH_TEMPORAL'] ?? '';
export const TASK_QUEUE = `bench-${process.pid}`;
export const SILENT = { logger: { type: 'none' as const } };
