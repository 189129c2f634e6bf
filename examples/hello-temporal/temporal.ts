// Where the server is, and the queue on which the client's work waits for a worker: the same for both.
export const temporal = {
  temporalHost: process.env['TEMPORAL_ADDRESS'] ?? 'localhost:7233',
  taskQueue: 'hello-temporal',
};
