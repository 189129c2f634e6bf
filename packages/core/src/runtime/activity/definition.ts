import type { ActivityContext } from './context.ts';
import type { ActivityOptions } from './options.ts';

/** Definition of an activity. */
export interface ActivityDefinition<Input, Output> {
  /** Unique among the activities of a worker. */
  readonly name: string;
  /** Default options of its calls. */
  readonly options?: ActivityOptions;
  /** Runs the activity. It may run more than once: see `context.info.attempt`. */
  readonly run: (input: Input, context: ActivityContext) => Output | Promise<Output>;
}
