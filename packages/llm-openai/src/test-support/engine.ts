import type { JsonValue, ResourceDefinition, Settings } from '@mcp-agent/core';
import { schemaChecker, type ToolSource, toolSource } from '@mcp-agent/core/host';
import type { ToolDescription } from '@mcp-agent/core/provider';
import {
  type ActivityAttempt,
  ActivityHost,
  findWorkflow,
  provideCurrentWorkflow,
  WorkflowRun,
  type WorkflowRuntime,
} from '@mcp-agent/core/engine';
import { attemptOf } from './ask.ts';

let current: WorkflowRun | undefined;
provideCurrentWorkflow(() => current?.context);

/** Runs one workflow at a time, with as much of an engine as an agent needs: activities, tried once. */
export async function runWorkflow(
  name: string,
  input: JsonValue,
  world: { settings: Settings; tools: Readonly<Record<string, readonly ToolDescription[]>> },
): Promise<JsonValue> {
  const tools: ResourceDefinition<ToolSource> = {
    ...toolSource,
    open: () => ({
      listTools: (server) => Promise.resolve(world.tools[server] ?? []),
      instructions: () => Promise.resolve(undefined),
    }),
  };
  const host = new ActivityHost({
    settings: world.settings,
    extensions: [
      {
        name: 'tools',
        resources: [
          tools,
          {
            ...schemaChecker,
            open: () => ({ check: () => Promise.resolve({ problems: [], unchecked: [] }) }),
          },
        ],
      },
    ],
  });
  const none = (): never => {
    throw new Error('This engine has no such thing.');
  };
  let activities = 0;
  const runtime: WorkflowRuntime = {
    info: { workflowId: 'w', runId: 'r', workflowName: name, engine: 'test', attempt: 1, startTime: 0 },
    replaying: false,
    now: () => 0,
    random: () => 0,
    uuid: none,
    log: () => {},
    sleep: none,
    condition: none,
    executeActivity: ({ activity, input: asked }) => {
      activities += 1;
      const base = attemptOf(activity, asked);
      const attempt: ActivityAttempt = {
        ...base,
        info: { ...base.info, activityId: String(activities) },
        caller: {
          query: (query, args) => Promise.resolve(run.query(query, args)),
          signal: (signal, args) => Promise.resolve(run.signal(signal, args)),
          update: (update, args) => run.update(update, args),
        },
      };
      return host.run(attempt);
    },
    startChild: none,
    publish: none,
    signalWorkflow: none,
    runScope: none,
    patched: none,
    continueAsNew: none,
  };
  const run = new WorkflowRun(findWorkflow(name), runtime);
  current = run;
  try {
    return await new Promise((completed, failed) => run.execute(input, { completed, failed }));
  } finally {
    await host.close();
  }
}
