// The bundle's entry. It imports the user's file under an alias that the bundler sets, and exports one default
// workflow. Temporal runs the default export for every workflow type without an export of its own.
import * as workflows from 'mcp-agent-user-workflows';
import type { JsonValue } from '@mcp-agent/core';
import type { Message } from '@mcp-agent/core/engine';
import { setWorkflowOptions } from '@temporalio/workflow';
import { dispatch } from './dispatch.ts';
import { provideTimers } from './timers.ts';

/** The only export: the SDK first looks up a workflow's name among the exports. */
export default async function runWorkflow(input: JsonValue, signals?: Message[]): Promise<JsonValue> {
  return dispatch(input, signals);
}

// The user's file registers its workflows when evaluated; this reference keeps the bundler from dropping it.
Object.defineProperty(runWorkflow, 'file', { value: workflows });

provideTimers();

// The isolate lacks `queueMicrotask`. An exception in the callback becomes a rejection and fails the run.
globalThis.queueMicrotask ??= (callback) => {
  void Promise.resolve().then(callback);
};

// A plain `Error` fails the workflow. By default, Temporal would retry the workflow task forever.
setWorkflowOptions({ failureExceptionTypes: [Error] }, runWorkflow);
