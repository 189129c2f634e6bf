import type { Settings } from '../settings.ts';

/**
 * A resource that outlives activity calls, such as a connection or a client. The host opens it once, on first
 * use, and closes it when the host closes.
 */
export interface ResourceDefinition<T> {
  readonly name: string;
  open(settings: Settings): T | Promise<T>;
  close?(resource: T): void | Promise<void>;
}
