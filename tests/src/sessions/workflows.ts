import { Agent, defineQuery, defineSignal, MCPApp, type WorkflowContext } from '@mcp-agent/core';
import { ActivityError, isCancellation, SessionLostError } from '@mcp-agent/core/errors';

const app = new MCPApp({ name: 'sessions' });

/** The process ID of the agent's server; empty before the first call. */
export const serverPid = defineQuery<string>('server-pid');

/** Resumes a workflow. */
export const goOn = defineSignal('go-on');

function newAgent(name: string): Agent {
  return new Agent({ name, serverNames: ['counter'], sampling: true });
}

async function call(agent: Agent, tool: string): Promise<string> {
  const { content } = await agent.callTool('counter', tool);
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

/** Returns the error code of a failed call. */
async function codeOf(failing: Promise<unknown>): Promise<string> {
  try {
    await failing;
    return 'none';
  } catch (error) {
    if (!ActivityError.isInstance(error)) throw error;
    return SessionLostError.isInstance(error.cause) ? error.cause.code : String(error.cause);
  }
}

/** Two agents that count independently and concurrently. */
export const countApart = app.workflow('count-apart', async () => {
  await using ann = newAgent('ann');
  await using bob = newAgent('bob');
  const first = await Promise.all([call(ann, 'count'), call(bob, 'count'), call(ann, 'count')]);
  const state = await ann.readResource('counter', 'counter://now');
  return {
    counts: [...first.toSorted(), await call(bob, 'count')],
    pids: [await call(ann, 'pid'), await call(bob, 'pid')],
    resource: state.parts.map((part) => ('text' in part ? part.text : '')),
  };
});

/** An agent whose server dies gets an error from each call; a new agent opens a new session. */
export const loseServer = app.workflow('lose-server', async () => {
  await using ann = newAgent('ann');
  await call(ann, 'count');
  await ann.callTool('counter', 'die', {}, { repeatable: true }).catch(() => undefined);
  const codes = [await codeOf(call(ann, 'count')), await codeOf(call(ann, 'count'))];
  await using bob = newAgent('bob');
  return { codes, anew: await call(bob, 'count') };
});

/** Counts, waits, and counts again. */
export const countAndWait = app.workflow('count-and-wait', async (ctx: WorkflowContext) => {
  await using ann = newAgent('ann');
  let pid = '';
  ctx.setHandler(serverPid, () => pid);
  const [before = '', server = ''] = (await call(ann, 'count_and_pid')).split(' ');
  pid = server;
  await ctx.waitForSignal(goOn);
  const code = await codeOf(call(ann, 'count'));
  await using bob = newAgent('bob');
  return { before, code, anew: await call(bob, 'count') };
});

/** Two calls wait for one session. The first is cancelled meanwhile, and the query then returns `cancelled`. */
export const cancelOneOfTwo = app.workflow('cancel-one-of-two', async (ctx: WorkflowContext) => {
  await using ann = newAgent('ann');
  let first = '';
  ctx.setHandler(serverPid, () => first);
  const cancelled = ctx.cancellable(async (scope) => {
    const answer = call(ann, 'count');
    await ctx.waitForSignal(goOn);
    scope.cancel();
    return answer;
  });
  const second = call(ann, 'count');
  first = await cancelled.catch((error: unknown) => (isCancellation(error) ? 'cancelled' : String(error)));
  return { first, second: await second };
});
