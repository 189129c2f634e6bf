import type { JsonValue } from '../values/json.ts';

/** Access of an activity to the workflow that called it: only to that run, with JSON values. */
export interface WorkflowCaller {
  query(name: string, args: JsonValue[]): Promise<JsonValue>;
  /** Resolves when the signal is recorded. The workflow receives it before the result of the activity. */
  signal(name: string, args: JsonValue[]): Promise<void>;
  update(name: string, args: JsonValue[]): Promise<JsonValue>;
}
