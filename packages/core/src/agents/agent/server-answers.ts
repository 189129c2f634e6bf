import { ApplicationError } from '../../runtime/errors/activity.ts';
import {
  ELICIT_UPDATE,
  type ElicitationAnswer,
  type ElicitationHandler,
  type ElicitationRequest,
  type FormElicitation,
} from '../mcp/elicitation.ts';
import { withAbilities } from '../mcp/abilities.ts';
import { SAMPLE_UPDATE, type SamplingAnswer, type SamplingRequest } from '../mcp/sampling.ts';
import type { ToolCallRequest } from '../model/tool-call.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import { perRun } from '../../runtime/workflow/per-run.ts';
import { people, type ServerInputRequest } from './human-input.ts';

/** The part of an agent that answers servers' requests. */
export interface AnsweringAgent {
  readonly name: string;
  readonly sampling: boolean;
  readonly elicitation: 'person' | ElicitationHandler | undefined;
  /** Calls the agent's model. Absent if it has none. */
  readonly sample?: (request: SamplingRequest) => Promise<SamplingAnswer>;
}

/** The agents of one run that answer servers' requests. */
class AnsweringAgents {
  readonly #agents = new Map<string, AnsweringAgent>();
  readonly #keys = new Map<AnsweringAgent, string>();
  #count = 0;

  constructor(ctx: WorkflowContext) {
    ctx.setHandler(SAMPLE_UPDATE, (agent, request) => sample(this.#find(agent), request));
    ctx.setHandler(ELICIT_UPDATE, (agent, request) => elicit(ctx, this.#find(agent), request));
  }

  /** Returns the key of an agent for the activities of the run. Names are not unique. */
  keyOf(agent: AnsweringAgent): string {
    const known = this.#keys.get(agent);
    if (known !== undefined) return known;
    this.#count += 1;
    const key = `${agent.name}/${this.#count}`;
    this.#agents.set(key, agent);
    this.#keys.set(agent, key);
    return key;
  }

  delete(agent: AnsweringAgent): void {
    this.#agents.delete(this.#keys.get(agent) ?? '');
    this.#keys.delete(agent);
  }

  #find(key: string): AnsweringAgent {
    const agent = this.#agents.get(key);
    if (agent !== undefined) return agent;
    throw new ApplicationError(
      `The request of the server cannot be answered: the workflow has no agent "${key}".`,
      {
        nonRetryable: true,
      },
    );
  }
}

function formOf({ schema, problem }: FormElicitation): Pick<ServerInputRequest, 'schema' | 'problem'> {
  return { schema, ...(problem !== undefined && { problem }) };
}

const answering: (ctx: WorkflowContext) => AnsweringAgents = perRun((ctx) => new AnsweringAgents(ctx));

/** Returns the requests that servers may send during a call for an agent, and the agent's key. */
export function serverAnswers(ctx: WorkflowContext, agent: AnsweringAgent): ToolCallRequest['answers'] {
  const { sampling } = agent;
  const { abilities } = withAbilities({ sampling, elicitation: agent.elicitation !== undefined });
  return abilities === undefined ? undefined : { agent: answering(ctx).keyOf(agent), ...abilities };
}

/** Removes an agent whose calls have ended. */
export function stopAnswering(ctx: WorkflowContext, agent: AnsweringAgent): void {
  if (agent.sampling || agent.elicitation !== undefined) answering(ctx).delete(agent);
}

/** Answers a server's elicitation request. */
export async function elicit(
  ctx: WorkflowContext,
  { name, elicitation }: AnsweringAgent,
  request: ElicitationRequest,
): Promise<ElicitationAnswer> {
  if (elicitation === undefined) return { action: 'decline' };
  if (elicitation !== 'person') return elicitation(request);
  const { server, message } = request;
  const asked = request.mode === 'form' ? formOf(request) : { url: request.url };
  const question = { kind: 'elicitation', server, message, ...asked } as const;
  const { action, content } = await people(ctx).ask(name, question, undefined);
  return action === 'accept' ? { action, ...(content !== undefined && { content }) } : { action };
}

/** Answers a server's sampling request. */
export async function sample(agent: AnsweringAgent, request: SamplingRequest): Promise<SamplingAnswer> {
  if (agent.sample === undefined || !agent.sampling) {
    const why = agent.sampling ? 'it has no model. Attach one with attachLLM' : 'its option sampling is off';
    throw new ApplicationError(
      `Agent "${agent.name}" cannot answer the sampling request of a server: ${why}.`,
      {
        nonRetryable: true,
      },
    );
  }
  return agent.sample(request);
}
