import { ActivityError } from '../../runtime/errors/activity.ts';
import { SessionLostError } from '../errors/mcp.ts';
import { TimeoutError } from '../../runtime/errors/workflow.ts';
import type { ActivityOptions } from '../../runtime/activity/options.ts';
import { CLOSE_SESSION, OPEN_SESSION, type OpenedSession, type SessionNeeded } from '../mcp/activities.ts';
import type { Abilities } from '../mcp/abilities.ts';
import { CALL_ACTIVITY_OPTIONS } from '../calls/call-activity-options.ts';
import type { CallOptions } from '../calls/call-settings.ts';
import { asStep } from '../../runtime/workflow/as-step.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import { SharedWork } from './shared-work.ts';

interface Session {
  readonly id: string;
  readonly worker: string | undefined;
}

interface ServerRequest {
  readonly server: string;
}

/**
 * How long a call waits for the worker of its session. A running worker takes it at once, even while its event loop is
 * blocked: after this time, the worker is dead, or has reached its limit of concurrent activities.
 */
const WORKER_TIMEOUT = { seconds: 5 };
const CLOSE_OPTIONS: ActivityOptions = {
  ...CALL_ACTIVITY_OPTIONS,
  scheduleToStartTimeout: WORKER_TIMEOUT,
  retry: { maximumAttempts: 3, initialInterval: { milliseconds: 500 } },
};

/**
 * An agent's sessions with servers that keep state per client. The settings of the process that runs activities
 * define which servers do: the first request returns {@link SessionNeeded}, and a session is opened then.
 */
export class AgentSessions {
  readonly #abilities: Abilities;
  readonly #sent: { readonly options?: CallOptions };
  readonly #sessions = new Map<string, SharedWork<Session>>();

  /** @param sent timeout and retries of the agent's requests */
  constructor(abilities: Abilities, sent: { readonly options?: CallOptions }) {
    this.#abilities = abilities;
    this.#sent = sent;
  }

  /** Runs the activity of a request, in the agent's session with the server if the server needs one. */
  async run<T extends object>(
    ctx: WorkflowContext,
    activity: string,
    request: ServerRequest,
    options: ActivityOptions,
  ): Promise<T> {
    const { server } = request;
    if (!this.#sessions.has(server)) {
      const result = await ctx.executeActivity<T | SessionNeeded>(activity, request, options);
      if (!('needsSession' in result)) return result;
    }
    return inSession(ctx, await this.#session(ctx, server), activity, request, options);
  }

  /** Closes the open sessions. Failures are ignored, because a lost session needs no close. */
  async close(agent: string): Promise<void> {
    const opened = [...this.#sessions];
    this.#sessions.clear();
    if (opened.length === 0) return;
    await asStep(`agent "${agent}" close`, (ctx) =>
      ctx.shielded(() =>
        Promise.allSettled(
          opened.map(async ([server, opening]) =>
            inSession(ctx, await opening.result, CLOSE_SESSION, { server }, CLOSE_OPTIONS),
          ),
        ),
      ),
    );
  }

  /** Opens a session once for all concurrent callers. After a failure, the next caller opens it again. */
  #session(ctx: WorkflowContext, server: string): Promise<Session> {
    let opening = this.#sessions.get(server);
    if (opening === undefined) {
      const forget = (): void => {
        if (this.#sessions.get(server) === opening) this.#sessions.delete(server);
      };
      opening = new SharedWork(ctx, () => this.#open(ctx, server), forget);
      this.#sessions.set(server, opening);
      opening.result.catch(forget);
    }
    return opening.wait(ctx);
  }

  async #open(ctx: WorkflowContext, server: string): Promise<Session> {
    const id = ctx.uuid();
    const input = { server, session: id, ...this.#abilities, ...this.#sent };
    const { worker } = await ctx.executeActivity<OpenedSession>(OPEN_SESSION, input, CALL_ACTIVITY_OPTIONS);
    return { id, worker };
  }
}

/** Runs an activity on the worker that holds the session. */
async function inSession<T>(
  ctx: WorkflowContext,
  { id, worker }: Session,
  activity: string,
  request: ServerRequest,
  options: ActivityOptions,
): Promise<T> {
  const route = worker === undefined ? {} : { worker, scheduleToStartTimeout: WORKER_TIMEOUT };
  try {
    return await ctx.executeActivity<T>(activity, { ...request, session: id }, { ...route, ...options });
  } catch (error) {
    if (!ActivityError.isInstance(error)) throw error;
    const { cause, activityId } = error;
    if (!TimeoutError.isInstance(cause) || cause.kind !== 'schedule-to-start') throw error;
    const { server } = request;
    const lost = new SessionLostError(
      `The session with MCP server "${server}" is lost: its worker does not respond. ` +
        'A pending call may have taken effect. Create a new agent to open a new session.',
      { server, cause },
    );
    throw new ActivityError(`Activity "${activity}" failed: ${lost.message}`, {
      activity,
      activityId,
      cause: lost,
    });
  }
}
