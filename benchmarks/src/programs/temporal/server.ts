/** The server of the row, and a task queue of this process. */
export const ADDRESS = process.env['BENCH_TEMPORAL'] ?? '';
export const TASK_QUEUE = `bench-${process.pid}`;
export const SILENT = { logger: { type: 'none' as const } };
