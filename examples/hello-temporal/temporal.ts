// Server address and task queue, shared by the client and the worker.
export const temporal = {
  temporalHost: process.env['TEMPORAL_ADDRESS'] ?? 'localhost:7233',
  taskQueue: 'hello-temporal',
};
