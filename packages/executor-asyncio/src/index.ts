export { AsyncioExecutor, createExecutor } from './executor.ts';
