import type { JsonValue } from '../values/json.ts';

/** The workflow that called an activity, as the activity may speak to it: of that run alone, and in JSON. */
export interface WorkflowCaller {
  query(name: string, args: JsonValue[]): Promise<JsonValue>;
  /** Resolves when the signal is where the workflow will find it, before the result of the activity. */
  signal(name: string, args: JsonValue[]): Promise<void>;
  update(name: string, args: JsonValue[]): Promise<JsonValue>;
}
