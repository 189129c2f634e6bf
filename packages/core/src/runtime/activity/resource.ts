import type { Settings } from '../settings.ts';

/**
 * Something that outlives an activity's call, such as a connection or a client. The host opens it on first
 * use, once, whoever asks; and closes it when it is closed itself.
 */
export interface ResourceDefinition<T> {
  readonly name: string;
  open(settings: Settings): T | Promise<T>;
  close?(resource: T): void | Promise<void>;
}
