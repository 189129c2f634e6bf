import type { WorkflowRuntime } from '@mcp-agent/core/engine';
import { withOverrides } from '../support/with-overrides.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Wraps a runtime so that its workflow uses a virtual clock. All other calls go to the engine. */
export function clockedRuntime(engine: WorkflowRuntime, time: VirtualTime): WorkflowRuntime {
  // The engine's info may have getters, which a spread omits.
  const { workflowId, runId, workflowName, engine: name, attempt, parent } = engine.info;
  const identity = { workflowId, runId, workflowName, engine: name, attempt, ...(parent && { parent }) };
  return withOverrides(engine, {
    info: { ...identity, startTime: time.now() },
    now: () => time.now(),
    sleep: async (ms) => {
      let due = false;
      const stop = time.startTimer(ms, () => {
        due = true;
        // Adding a condition makes the engine check all of them; in a shield, because the run may be cancelled.
        void engine.runScope('shielded', () => engine.condition(() => true));
      });
      try {
        await engine.condition(() => due);
      } finally {
        stop();
      }
    },
    executeActivity: (request) => time.busyWhile(engine.executeActivity(request)),
  });
}
