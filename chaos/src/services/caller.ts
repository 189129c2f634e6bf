/** The name of the header with the worker that makes a call. */
export const WORKER_HEADER = 'x-chaos-worker';

/** What the model's name begins with. */
const MODEL_PREFIX = 'stand-in@';

/** Returns the name of the model that a worker asks for: the service learns from it which worker asks. */
export function modelNameFor(worker: string): string {
  return `${MODEL_PREFIX}${worker}`;
}

/** Returns the worker that asks for a model. */
export function workerOfModel(model: string): string {
  return model.startsWith(MODEL_PREFIX) ? model.slice(MODEL_PREFIX.length) : 'unknown';
}
