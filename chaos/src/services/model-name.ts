const PREFIX = 'stand-in@';

/** Returns the name of the model that a worker asks for. The service learns from it which worker asks. */
export function modelNameFor(worker: string): string {
  return `${PREFIX}${worker}`;
}

/** Returns the worker that asks for a model. */
export function workerOfModel(model: string): string {
  return model.startsWith(PREFIX) ? model.slice(PREFIX.length) : 'unknown';
}
