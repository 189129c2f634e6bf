import type { JsonObject } from '../values/json.ts';
import { toLogAttributes, toLogMessage } from '../values/log-attributes.ts';
import type { LogLevel, WorkflowRuntime } from './runtime.ts';

type Log = (message: string, attributes?: JsonObject) => void;

/** Logger of a workflow. Attributes are serialized as JSON. */
export type WorkflowLogger = Readonly<Record<LogLevel, Log>>;

export function workflowLogger(runtime: WorkflowRuntime): WorkflowLogger {
  const at =
    (level: LogLevel): Log =>
    (message, attributes) => {
      if (runtime.replaying) return;
      runtime.log(level, toLogMessage(message), toLogAttributes(attributes));
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
