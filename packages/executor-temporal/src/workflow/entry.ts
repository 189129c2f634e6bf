// The bundle's entry: the user's file under an alias that the bundler sets, and one workflow that stands for
// all. Temporal hands every workflow type that has no export of its own to the default one.
import * as workflows from 'mcp-agent-user-workflows';
import type { JsonValue } from '@mcp-agent/core';
import type { Message } from '@mcp-agent/core/engine';
import { setWorkflowOptions } from '@temporalio/workflow';
import { dispatch } from './dispatch.ts';
import { provideTimers } from './timers.ts';

/** The only export: the SDK takes a workflow's name for the name of an export first. */
export default async function runWorkflow(input: JsonValue, signals?: Message[]): Promise<JsonValue> {
  return dispatch(input, signals);
}

// The file defines its workflows as it is evaluated; naming it here keeps the bundler from leaving it out.
Object.defineProperty(runWorkflow, 'file', { value: workflows });

provideTimers();

// The isolate has none. What the callback throws is a rejection, and fails the run.
globalThis.queueMicrotask ??= (callback) => {
  void Promise.resolve().then(callback);
};

// A plain error fails the workflow. Without this, Temporal would try its task again for ever.
setWorkflowOptions({ failureExceptionTypes: [Error] }, runWorkflow);
