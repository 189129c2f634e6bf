import { existsSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import {
  type Activity,
  type ActivityInfo,
  defineActivity,
  defineTool,
  type FunctionTool,
  jsonSchema,
  type JsonValue,
  type ResourceDefinition,
} from '@mcp-agent/core';
import { toMilliseconds } from '@mcp-agent/core/engine';
import { ApplicationError, errorToData, ServerStartError } from '@mcp-agent/core/errors';
import { note, noteUpdate } from './workflows/order.ts';
import { type Odd, throwOdd } from './workflows/odd.ts';
import { doUpdate, moodQuery, saidSignal } from './workflows/talk.ts';

/**
 * What the suite's activities do. They leave their marks in a file that the test names, so that a test can see
 * them wherever the engine runs them: in this process, another one, or one that was started again.
 */
export const mark: Activity<{ file: string; text: string }, string> = defineActivity({
  name: 'conformance.mark',
  run: async ({ file, text }: { file: string; text: string }) => {
    await appendFile(file, `${text}\n`);
    return text;
  },
});

export const echoActivity: Activity<JsonValue, JsonValue> = defineActivity({
  name: 'conformance.echo',
  run: (input: JsonValue) => input,
});

/** Fails as often as it is told to, then gives the number of the attempt. */
export const flaky: Activity<{ file: string; failures: number; nextRetryDelayMs?: number }, number> =
  defineActivity({
    name: 'conformance.flaky',
    run: async (
      { file, failures, nextRetryDelayMs }: { file: string; failures: number; nextRetryDelayMs?: number },
      { info },
    ) => {
      await appendFile(file, `${info.attempt} ${Date.now()} ${info.activityId}\n`);
      if (info.attempt <= failures) {
        throw new ApplicationError(`attempt ${info.attempt} fails`, {
          type: 'Flaky',
          ...(nextRetryDelayMs !== undefined && { nextRetryDelayMs }),
        });
      }
      return info.attempt;
    },
  });

export type HowToFail = 'own' | 'user' | 'final' | 'text' | 'caused';

class OutOfPaper extends Error {
  override readonly name = 'OutOfPaper';
}

/** Fails in the way that it is told to. */
export const fail: Activity<{ file: string; how: HowToFail }, never> = defineActivity({
  name: 'conformance.fail',
  run: async ({ file, how }: { file: string; how: HowToFail }, { info }) => {
    await appendFile(file, `${info.attempt}\n`);
    switch (how) {
      case 'own':
        throw new ServerStartError('The server "x" did not start.', {
          server: 'x',
          target: 'x --serve',
          stderr: 'no such file',
          nonRetryable: true,
        });
      case 'user':
        throw new OutOfPaper('no paper');
      case 'final':
        throw new ApplicationError('it is over', { type: 'Over', nonRetryable: true, details: { code: 7 } });
      case 'caused':
        throw new ApplicationError('outer', { nonRetryable: true, cause: new OutOfPaper('inner') });
      default:
        throw 'only a text';
    }
  },
});

/** Waits until it is aborted, and says so in the file. */
export const hang: Activity<{ file: string }, never> = defineActivity({
  name: 'conformance.hang',
  run: async ({ file }: { file: string }, { signal, info }) => {
    await appendFile(file, `started ${info.attempt}\n`);
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await appendFile(file, `aborted ${info.attempt}\n`);
    throw signal.reason;
  },
});

/** Goes on until there is a file of that name. */
export const hold: Activity<{ file: string; gate: string }, string> = defineActivity({
  name: 'conformance.hold',
  run: async ({ file, gate }: { file: string; gate: string }) => {
    await appendFile(file, 'begin\n');
    while (!existsSync(gate)) await new Promise((resolve) => setTimeout(resolve, 5));
    await appendFile(file, 'end\n');
    return 'held';
  },
});

/** Takes that long, and does not hear of anything. */
export const slow: Activity<{ file: string; ms: number }, string> = defineActivity({
  name: 'conformance.slow',
  run: async ({ file, ms }: { file: string; ms: number }) => {
    await appendFile(file, 'begin\n');
    await new Promise((resolve) => setTimeout(resolve, toMilliseconds(ms)));
    await appendFile(file, 'end\n');
    return 'slow';
  },
});

/** Says how far it came, fails once, and gives what the attempt before it had said. */
export const progress: Activity<null, JsonValue> = defineActivity({
  name: 'conformance.progress',
  run: async (_: null, { heartbeat, info }) => {
    if (info.attempt > 1) return info.heartbeatDetails ?? null;
    heartbeat({ page: 3 });
    throw new Error('once more');
  },
});

/** Records how far it came, after a heartbeat that is older, and fails once or ends its process. */
export const checkpoints: Activity<{ dies: boolean }, JsonValue> = defineActivity({
  name: 'conformance.checkpoints',
  run: async ({ dies }: { dies: boolean }, { heartbeat, checkpoint, info }) => {
    if (info.attempt > 1) return info.heartbeatDetails ?? null;
    heartbeat({ page: 1 });
    heartbeat({ page: 2 });
    await checkpoint({ page: 3 });
    if (dies) process.kill(process.pid, 'SIGKILL');
    throw new Error('once more');
  },
});

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

/** Asks the workflow that called it. */
export const askBack: Activity<null, string> = defineActivity({
  name: 'conformance.askBack',
  run: (_: null, { queryWorkflow }) => queryWorkflow(moodQuery, 'monday'),
});

/** Tells the workflow that called it three times, and then ends. */
export const tellBack: Activity<null, string> = defineActivity({
  name: 'conformance.tellBack',
  run: async (_: null, { signalWorkflow }) => {
    for (const word of ['one', 'two', 'three']) await signalWorkflow(saidSignal, word);
    return 'told';
  },
});

/** Has the workflow that called it do something, and gives what that gave, or how it failed. */
export const haveBack: Activity<{ what: string }, string> = defineActivity({
  name: 'conformance.haveBack',
  options: { retry: { maximumAttempts: 1 } },
  run: ({ what }: { what: string }, { updateWorkflow }) => updateWorkflow(doUpdate, what),
});

/** A tool that leaves a mark for each call, and may not be called twice. */
export const markTool: FunctionTool = defineTool({
  name: 'leave_mark',
  description: 'Leaves a mark',
  input: jsonSchema<{ file: string; text: string }>({
    type: 'object',
    properties: { file: { type: 'string' }, text: { type: 'string' } },
    required: ['file', 'text'],
  }),
  run: async ({ file, text }) => {
    await appendFile(file, `${text}\n`);
    if (text === 'fail') throw new Error('out of ink');
    return { left: text };
  },
});

/** A tool that fails at its first attempt, and may be called twice. */
export const stubbornTool: FunctionTool = defineTool({
  name: 'stubborn',
  description: 'Does it at the second attempt',
  input: jsonSchema<Record<string, never>>({ type: 'object', properties: {} }),
  repeatable: true,
  options: { retry: { initialInterval: 10 } },
  run: (_, { info }) => {
    if (info.attempt === 1) throw new Error('not yet');
    return `attempt ${info.attempt}`;
  },
});

/** Gives what is not JSON. */
export const giveDate: Activity<null, { when: Date }> = defineActivity({
  name: 'conformance.giveDate',
  options: { retry: { maximumAttempts: 1 } },
  run: () => ({ when: new Date(0) }),
});

const counter: ResourceDefinition<{ opened: number }> = {
  name: 'conformance.counter',
  open: () => {
    opened += 1;
    return { opened };
  },
};
let opened = 0;

/** How often the resource was opened, by the time that it is given. */
export const useResource: Activity<null, number> = defineActivity({
  name: 'conformance.useResource',
  run: async (_: null, { resource }) => (await resource(counter)).opened,
});

/** Throws something odd. It is odd by its nature, so it is made here and not sent. */
export const throwOddActivity: Activity<Odd, never> = defineActivity({
  name: 'conformance.throwOdd',
  run: (how: Odd) => throwOdd(how),
});

/** Leaves promises behind that reject and a callback that throws, and returns its result meanwhile. */
export const loseRejection: Activity<null, string> = defineActivity({
  name: 'conformance.loseRejection',
  run: async () => {
    void (async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      throw new Error('lost in an activity');
    })();
    void Promise.reject(new Error('lost at once'));
    setTimeout(() => {
      throw new Error('lost in a callback');
    }, 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    return 'done all the same';
  },
});

/** Leaves errors behind when it is aborted: of a listener of its signal, and of a promise that rejects with the reason. */
export const losesWhenAborted: Activity<null, string> = defineActivity({
  name: 'conformance.losesWhenAborted',
  run: async (_: null, { signal, heartbeat }) => {
    heartbeat('began');
    signal.addEventListener('abort', () => void Promise.reject(new Error('lost when aborted')));
    void new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    return 'too late';
  },
});

/** Changes its input, fails once, and returns what the second attempt was given. */
export const changesInput: Activity<string[], string[]> = defineActivity({
  name: 'conformance.changesInput',
  run: async (list: string[], { info }) => {
    const given = [...list];
    list.push(`attempt ${info.attempt}`);
    if (info.attempt === 1) throw new Error('not yet');
    return given;
  },
});

/** Fails once, with a delay that cannot be meant. */
export const oddDelay: Activity<null, number> = defineActivity({
  name: 'conformance.oddDelay',
  options: { retry: { initialInterval: 10, backoffCoefficient: 1, maximumAttempts: 5 } },
  run: (_: null, { info }) => {
    const delays = [Number.NaN, -1, Infinity, 1e300];
    const nextRetryDelayMs = delays[info.attempt - 1];
    if (nextRetryDelayMs === undefined) return info.attempt;
    throw Object.assign(new ApplicationError('not yet', { nextRetryDelayMs }), { nextRetryDelayMs });
  },
});

/** Waits until it is aborted. */
export const hangsQuietly: Activity<null, never> = defineActivity({
  name: 'conformance.hangsQuietly',
  run: async (_: null, { signal }) => {
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    throw signal.reason;
  },
});

/** Speaks to the workflow that called it before it has waited for anything. */
export const noteBack: Activity<null, null> = defineActivity({
  name: 'conformance.noteBack',
  run: async (_: null, { signalWorkflow, updateWorkflow }) => {
    await Promise.all([signalWorkflow(note, 'signal'), updateWorkflow(noteUpdate, 'update')]);
    return null;
  },
});

/** Waits until it is aborted, and writes down why. */
export const saysWhy: Activity<{ file: string }, never> = defineActivity({
  name: 'conformance.saysWhy',
  run: async ({ file }: { file: string }, { signal }) => {
    await appendFile(file, 'started\n');
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    const { code, message, fields } = errorToData(signal.reason);
    await appendFile(file, `${JSON.stringify({ code, message, kind: fields?.['kind'] ?? null })}\n`);
    throw signal.reason;
  },
});

// The suite's model is an activity as any other: it is known where this file is loaded.
export { scriptedModel } from './model.ts';

// So are plain functions, when the engine registers this file's exports.
export { add, greetAll, whichAttempt } from './functions.ts';
