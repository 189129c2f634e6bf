import { appendFile } from 'node:fs/promises';
import {
  type Activity,
  type ActivityInfo,
  defineActivity,
  type JsonValue,
  type ResourceDefinition,
} from '@mcp-agent/core';

/** Appends a text to a file of the case, so that the case sees what ran, in any process. */
export const mark: Activity<{ file: string; text: string }, string> = defineActivity({
  name: 'conformance.mark',
  run: async ({ file, text }: { file: string; text: string }) => {
    await appendFile(file, `${text}\n`);
    return text;
  },
});

/** Returns its input. */
export const echoActivity: Activity<JsonValue, JsonValue> = defineActivity({
  name: 'conformance.echo',
  run: (input: JsonValue) => input,
});

/** Returns its own identity. */
export const identity: Activity<null, ActivityInfo> = defineActivity({
  name: 'conformance.identity',
  run: (_: null, { info }) => ({
    activity: info.activity,
    activityId: info.activityId,
    attempt: info.attempt,
    workflowId: info.workflowId,
    runId: info.runId,
  }),
});

const counter: ResourceDefinition<{ opened: number }> = {
  name: 'conformance.counter',
  open: () => {
    opened += 1;
    return { opened };
  },
};
let opened = 0;

/** Returns how many times the resource was opened. */
export const useResource: Activity<null, number> = defineActivity({
  name: 'conformance.useResource',
  run: async (_: null, { resource }) => (await resource(counter)).opened,
});
