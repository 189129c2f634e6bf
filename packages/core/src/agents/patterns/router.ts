import { asStep } from '../../runtime/workflow/as-step.ts';
import { Agent } from '../agent/agent.ts';
import type { StructuredParams } from '../model/params.ts';
import { NoRouteError } from '../errors/patterns.ts';
import { InvalidArgumentError } from '../../runtime/errors/values.ts';
import type { ModelInput } from '../model/input.ts';
import type { RequestParams } from '../model/params.ts';
import { jsonSchema, type JsonSchema, type Schema } from '../model/schema.ts';
import { type Candidates, describeCandidate, participantOf } from './candidate.ts';
import { best, CONFIDENCE } from './confidence.ts';
import type {
  AgentRoute,
  Chosen,
  FunctionRoute,
  RouteFunctions,
  RouteServers,
  ServerRoute,
} from './routes.ts';
import { PatternRun } from './pattern-run.ts';
import { type TextGenerator, type PatternOptions, quote, wordsOf } from './text-generator.ts';

/** Options of an {@link LLMRouter}. */
export interface RouterOptions<
  Agents extends Candidates,
  Servers extends RouteServers,
  Functions extends RouteFunctions,
> extends PatternOptions {
  readonly agents?: Agents;
  /** Description of each server, by its name in the settings. */
  readonly servers?: Servers;
  readonly functions?: Functions;
  /** System prompt of the router. Default: a built-in one. */
  readonly instruction?: string;
}

/** Limits the number of results. */
export interface TopK {
  /** Maximum number of results. Default: 1. */
  readonly topK?: number;
}

// oxlint-disable-next-line typescript/no-generated-empty-object-type -- a router without this kind
type None = Readonly<Record<never, never>>;

/**
 * Routes a request to agents, servers or functions with a model. mcp-agent's `LLMRouter`. Used as a
 * {@link TextGenerator}, it lets the best agent answer.
 *
 * @example
 * ```ts
 * const router = new LLMRouter({ llm: OpenAIAugmentedLLM, agents: { billing, support } });
 * const [route] = await router.route('My card was charged twice');
 * if (route?.confidence === 'high') console.log(route.name, route.reasoning);
 * const answer = await router.generateStr('My card was charged twice');
 * ```
 */
export class LLMRouter<
  Agents extends Candidates = None,
  Servers extends RouteServers = None,
  Functions extends RouteFunctions = None,
> implements TextGenerator {
  readonly #options: RouterOptions<Agents, Servers, Functions>;

  constructor(options: RouterOptions<Agents, Servers, Functions>) {
    this.#options = options;
  }

  /**
   * Returns the agents, servers and functions that fit a request, the most confident first. The result is empty
   * if none fits.
   */
  route(
    request: ModelInput,
    { topK = 1 }: TopK = {},
  ): Promise<(AgentRoute<Agents> | ServerRoute<Servers> | FunctionRoute<Functions>)[]> {
    return this.#choose(request, topK, [...this.#agents(), ...this.#servers(), ...this.#functions()]);
  }

  /** Returns the agents that fit a request, the most confident first. */
  routeToAgent(request: ModelInput, { topK = 1 }: TopK = {}): Promise<AgentRoute<Agents>[]> {
    return this.#choose(request, topK, this.#agents());
  }

  /** Returns the servers that fit a request, the most confident first. */
  routeToServer(request: ModelInput, { topK = 1 }: TopK = {}): Promise<ServerRoute<Servers>[]> {
    return this.#choose(request, topK, this.#servers());
  }

  /** Returns the functions that fit a request, the most confident first. */
  routeToFunction(request: ModelInput, { topK = 1 }: TopK = {}): Promise<FunctionRoute<Functions>[]> {
    return this.#choose(request, topK, this.#functions());
  }

  /**
   * Returns the answer of the best agent. If that agent fails, its error is thrown as it is, and no other agent is
   * tried: for a fallback, call the agents of {@link routeToAgent} in their order.
   *
   * @throws {@link NoRouteError} when no agent fits the request
   */
  generateStr(message: ModelInput, params?: RequestParams): Promise<string> {
    return asStep('LLMRouter generateStr', async (ctx) => {
      const run = new PatternRun(ctx, this.#options, params);
      return (await this.#bestAgent(run, message)).generateStr(message, run.params);
    });
  }

  /** Like {@link generateStr}, with the answer as a value that fits `schema`. */
  generateStructured<T>(message: ModelInput, schema: Schema<T>, params?: StructuredParams): Promise<T> {
    return asStep('LLMRouter generateStructured', async (ctx) => {
      const run = new PatternRun(ctx, this.#options, params);
      const agent = await this.#bestAgent(run, message);
      return agent.generateStructured(message, schema, { ...params, ...run.limits });
    });
  }

  async #bestAgent(run: PatternRun, message: ModelInput): Promise<TextGenerator> {
    const agents: Candidates = this.#options.agents ?? {};
    const [route] = await this.#choose<{ readonly name: string }>(message, 1, this.#agents(), run);
    const chosen = route === undefined ? undefined : agents[route.name];
    if (chosen !== undefined) return run.modelOf(participantOf(chosen));
    const known = Object.keys(agents);
    throw new NoRouteError(
      `No agent fits the request. Agents: ${known.join(', ')}. ` +
        'Improve their descriptions, or add an agent for this kind of request.',
      { known },
    );
  }

  #choose<Route>(
    request: ModelInput,
    topK: number,
    destinations: readonly Destination[],
    caller?: PatternRun,
  ): Promise<Route[]> {
    return asStep('LLMRouter route', async (ctx) => {
      const run = caller ?? new PatternRun(ctx, this.#options);
      if (destinations.length === 0) {
        throw new InvalidArgumentError(
          'The router has no candidates of the requested kind. Pass agents, servers or functions to it.',
          {
            argument: 'agents, servers, functions',
          },
        );
      }
      const { instruction = ROUTER } = this.#options;
      const model = await run.modelOf(new Agent({ name: 'router', instruction }));
      const prompt = [
        'Destinations:',
        ...destinations.map(({ id, description }) => `- ${id}: ${description}`),
        '',
        quote('request', wordsOf(request)),
        '',
        `Choose at most ${topK}. Choose none where none serves the request.`,
      ];
      const ids = destinations.map(({ id }) => id);
      const { choices } = await model.generateStructured(prompt.join('\n'), choiceOf(ids), {
        name: 'routes',
        ...run.limits,
      });
      return best(choices, ({ destination }) => destination, topK).flatMap(({ destination, ...chosen }) => {
        const found = destinations.find(({ id }) => id === destination);
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- inferred from the same options
        return found === undefined ? [] : [{ ...found.route, ...chosen } as Route];
      });
    });
  }

  #agents(): Destination[] {
    return Object.entries(this.#options.agents ?? {}).map(([name, agent]) => ({
      id: `agent:${name}`,
      description: describeCandidate(agent),
      route: { kind: 'agent', name, agent },
    }));
  }

  #servers(): Destination[] {
    return Object.entries(this.#options.servers ?? {}).map(([name, description]) => ({
      id: `server:${name}`,
      description,
      route: { kind: 'server', name },
    }));
  }

  #functions(): Destination[] {
    return Object.entries(this.#options.functions ?? {}).map(([name, { description, run }]) => ({
      id: `function:${name}`,
      description,
      route: { kind: 'function', name, run },
    }));
  }
}

/** A choice of the model. The id has the kind as a prefix, so an agent and a server can have the same name. */
interface Destination {
  readonly id: string;
  readonly description: string;
  readonly route: object;
}

const ROUTER =
  'You route requests. Choose the listed destinations that fit a request best, by the purpose and the tools ' +
  'of each.';

function choiceOf(ids: string[]): JsonSchema<{ choices: (Chosen & { destination: string })[] }> {
  return jsonSchema({
    type: 'object',
    properties: {
      choices: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            reasoning: { type: 'string', description: 'The reason, in one sentence' },
            destination: { type: 'string', enum: ids },
            confidence: CONFIDENCE,
          },
          required: ['reasoning', 'destination', 'confidence'],
          additionalProperties: false,
        },
      },
    },
    required: ['choices'],
    additionalProperties: false,
  });
}
