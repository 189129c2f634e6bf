import { ActivityError } from '../../runtime/errors/activity.ts';
import { SessionLostError, SessionNeededError } from '../errors/mcp.ts';
import { TimeoutError } from '../../runtime/errors/workflow.ts';
import type { ActivityOptions } from '../../runtime/activity/options.ts';
import {
  CLOSE_SESSION,
  OPEN_SESSION,
  type OpenedSession,
  SERVER_REQUEST_OPTIONS,
} from '../mcp/activities.ts';
import { asStep } from '../../runtime/workflow/as-step.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';

/** Client capabilities that an agent declares to its servers. */
export interface Abilities {
  readonly sampling: boolean;
  readonly elicitation: boolean;
}

/** How an activity reaches a session: additional input, and the worker to run on. */
export interface SessionRoute {
  readonly input: { readonly session?: string };
  readonly options: ActivityOptions;
}

interface Session {
  readonly id: string;
  readonly worker: string | undefined;
}

const NO_SESSION: SessionRoute = { input: {}, options: {} };
/** A running worker picks up its tasks much sooner. */
const WORKER_TIMEOUT = { seconds: 30 };

/**
 * An agent's sessions with servers that keep state per client. The settings of the process that runs activities
 * define which servers do: the first call fails with {@link SessionNeededError}, and a session is opened then.
 */
export class AgentSessions {
  readonly #abilities: Abilities;
  readonly #sessions = new Map<string, Promise<Session>>();

  constructor(abilities: Abilities) {
    this.#abilities = abilities;
  }

  /** Runs a request in the agent's session with the server, if it needs one. */
  async run<T>(ctx: WorkflowContext, server: string, ask: (route: SessionRoute) => Promise<T>): Promise<T> {
    if (!this.#sessions.has(server)) {
      try {
        return await ask(NO_SESSION);
      } catch (error) {
        if (!ActivityError.isInstance(error) || !SessionNeededError.isInstance(error.cause)) throw error;
      }
    }
    const session = await this.#session(ctx, server);
    return routed(server, session, ask);
  }

  /** Closes the open sessions. Failures are ignored, because a lost session needs no close. */
  async close(agent: string): Promise<void> {
    const opened = [...this.#sessions];
    this.#sessions.clear();
    if (opened.length === 0) return;
    await asStep(`agent "${agent}" close`, (ctx) =>
      ctx.shielded(() =>
        Promise.allSettled(opened.map(async ([server, opening]) => closeSession(ctx, server, await opening))),
      ),
    );
  }

  /** Opens a session once for all concurrent callers. After a failure, the next caller opens it again. */
  #session(ctx: WorkflowContext, server: string): Promise<Session> {
    const known = this.#sessions.get(server);
    if (known !== undefined) return known;
    const opening = this.#open(ctx, server);
    this.#sessions.set(server, opening);
    opening.catch(() => this.#sessions.delete(server));
    return opening;
  }

  async #open(ctx: WorkflowContext, server: string): Promise<Session> {
    const id = ctx.uuid();
    const input = { server, session: id, ...this.#abilities };
    const { worker } = await ctx.executeActivity<OpenedSession>(OPEN_SESSION, input, SERVER_REQUEST_OPTIONS);
    return { id, worker };
  }
}

function closeSession(ctx: WorkflowContext, server: string, session: Session): Promise<unknown> {
  return routed(server, session, ({ input, options }) =>
    ctx.executeActivity(
      CLOSE_SESSION,
      { server, ...input },
      { ...SERVER_REQUEST_OPTIONS, ...options, scheduleToStartTimeout: { seconds: 10 } },
    ),
  );
}

async function routed<T>(
  server: string,
  { id, worker }: Session,
  ask: (route: SessionRoute) => Promise<T>,
): Promise<T> {
  const options: ActivityOptions =
    worker === undefined ? {} : { worker, scheduleToStartTimeout: WORKER_TIMEOUT };
  try {
    return await ask({ input: { session: id }, options });
  } catch (error) {
    if (!ActivityError.isInstance(error)) throw error;
    const { cause, activity, activityId } = error;
    if (!TimeoutError.isInstance(cause) || cause.kind !== 'schedule-to-start') throw error;
    const lost = new SessionLostError(
      `The session with MCP server "${server}" is lost: the worker that held it does not answer. ` +
        'A call that was under way may have done its work. What the session held is gone: begin anew with a new agent.',
      { server, cause },
    );
    throw new ActivityError(`Activity "${activity}" failed: ${lost.message}`, {
      activity,
      activityId,
      cause: lost,
    });
  }
}
