import { asStep } from '../../runtime/workflow/as-step.ts';
import { Agent } from '../agent/agent.ts';
import type { StructuredParams } from '../agent/augmented-llm.ts';
import { NoRouteError } from '../errors/patterns.ts';
import { InvalidArgumentError } from '../../runtime/errors/values.ts';
import type { ModelInput } from '../model/input.ts';
import type { RequestParams } from '../model/params.ts';
import { jsonSchema, type JsonSchema, type Schema } from '../model/schema.ts';
import { type Candidates, describeCandidate, participantOf } from './candidate.ts';
import { best, CONFIDENCE, type Confidence } from './confidence.ts';
import { type TextGenerator, modelOf, type PatternOptions, quote, wordsOf } from './text-generator.ts';

/** A function that a router can choose. The router does not call it. */
export interface RouteFunction {
  /** Tells the model what it is for. */
  readonly description: string;
  readonly run: (...args: never[]) => unknown;
}

/** Functions by the names that the model knows them by. */
export type RouteFunctions = Readonly<Record<string, RouteFunction>>;

/** What servers are for, by their names. */
export type RouteServers = Readonly<Record<string, string>>;

interface Chosen {
  readonly confidence: Confidence;
  /** In the model's words. */
  readonly reasoning: string;
}

/** An agent that was chosen, as it was given to the router. */
export type AgentRoute<Agents extends Candidates> = {
  [Name in keyof Agents & string]: Chosen & {
    readonly kind: 'agent';
    readonly name: Name;
    readonly agent: Agents[Name];
  };
}[keyof Agents & string];

/** An MCP server that was chosen. */
export type ServerRoute<Servers extends RouteServers> = Chosen & {
  readonly kind: 'server';
  readonly name: keyof Servers & string;
};

/** A function that was chosen. */
export type FunctionRoute<Functions extends RouteFunctions> = {
  [Name in keyof Functions & string]: Chosen & {
    readonly kind: 'function';
    readonly name: Name;
    readonly run: Functions[Name]['run'];
  };
}[keyof Functions & string];

/** What an {@link LLMRouter} is made from. */
export interface RouterOptions<
  Agents extends Candidates,
  Servers extends RouteServers,
  Functions extends RouteFunctions,
> extends PatternOptions {
  readonly agents?: Agents;
  /** What each server is for, by its name in the settings. */
  readonly servers?: Servers;
  readonly functions?: Functions;
  /** What the model is told to be that chooses. Default: a router. */
  readonly instruction?: string;
}

/** How many are wanted. */
export interface TopK {
  /** At the most so many. Default: 1. */
  readonly topK?: number;
}

// oxlint-disable-next-line typescript/no-generated-empty-object-type -- a router without any of that kind
type None = Readonly<Record<never, never>>;

/**
 * Has a model choose who serves a request best. mcp-agent's `LLMRouter`. As a model itself, it has the best of
 * its agents answer.
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

  /** The agents, servers and functions that serve a request, the surest first; none where none does. */
  route(
    request: ModelInput,
    { topK = 1 }: TopK = {},
  ): Promise<(AgentRoute<Agents> | ServerRoute<Servers> | FunctionRoute<Functions>)[]> {
    return this.#choose(request, topK, [...this.#agents(), ...this.#servers(), ...this.#functions()]);
  }

  /** The agents that serve a request. */
  routeToAgent(request: ModelInput, { topK = 1 }: TopK = {}): Promise<AgentRoute<Agents>[]> {
    return this.#choose(request, topK, this.#agents());
  }

  /** The servers that serve a request. */
  routeToServer(request: ModelInput, { topK = 1 }: TopK = {}): Promise<ServerRoute<Servers>[]> {
    return this.#choose(request, topK, this.#servers());
  }

  /** The functions that serve a request. */
  routeToFunction(request: ModelInput, { topK = 1 }: TopK = {}): Promise<FunctionRoute<Functions>[]> {
    return this.#choose(request, topK, this.#functions());
  }

  /**
   * What the best of the agents answers.
   *
   * @throws {@link NoRouteError} when none serves the request
   */
  generateStr(message: ModelInput, params?: RequestParams): Promise<string> {
    return asStep('LLMRouter generateStr', async () => {
      return (await this.#bestAgent(message)).generateStr(message, params);
    });
  }

  /** Like {@link generateStr}, in a form. */
  generateStructured<T>(message: ModelInput, schema: Schema<T>, params?: StructuredParams): Promise<T> {
    return asStep('LLMRouter generateStructured', async () => {
      return (await this.#bestAgent(message)).generateStructured(message, schema, params);
    });
  }

  async #bestAgent(message: ModelInput): Promise<TextGenerator> {
    const agents: Candidates = this.#options.agents ?? {};
    const [route] = await this.#choose<{ readonly name: string }>(message, 1, this.#agents());
    const chosen = route === undefined ? undefined : agents[route.name];
    if (chosen !== undefined) return modelOf(participantOf(chosen), this.#options);
    const known = Object.keys(agents);
    throw new NoRouteError(
      `None of the agents ${known.join(', ')} serves the request. ` +
        'Describe better what they are for, or add one for what none of them does.',
      { known },
    );
  }

  #choose<Route>(request: ModelInput, topK: number, destinations: readonly Destination[]): Promise<Route[]> {
    return asStep('LLMRouter route', async () => {
      if (destinations.length === 0) {
        throw new InvalidArgumentError(
          'The router has nothing of the kind that is asked for to choose from.',
          {
            argument: 'agents, servers, functions',
          },
        );
      }
      const { instruction = ROUTER } = this.#options;
      const model = await modelOf(new Agent({ name: 'router', instruction }), this.#options);
      const prompt = [
        'Destinations:',
        ...destinations.map(({ id, description }) => `- ${id}: ${description}`),
        '',
        quote('request', wordsOf(request)),
        '',
        `Choose at the most ${topK}. Choose none where none serves the request.`,
      ];
      const ids = destinations.map(({ id }) => id);
      const { choices } = await model.generateStructured(prompt.join('\n'), choiceOf(ids), {
        name: 'routes',
      });
      return best(choices, ({ destination }) => destination, topK).flatMap(({ destination, ...chosen }) => {
        const found = destinations.find(({ id }) => id === destination);
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made from what the types are inferred from
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

/** What the model can choose; kinds have names of their own, so that an agent and a server may share one. */
interface Destination {
  readonly id: string;
  readonly description: string;
  readonly route: object;
}

const ROUTER =
  'You route requests. You are told of destinations, and choose those that serve a request best: by what each ' +
  'is for and what it can use.';

function choiceOf(ids: string[]): JsonSchema<{ choices: (Chosen & { destination: string })[] }> {
  return jsonSchema({
    type: 'object',
    properties: {
      choices: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            reasoning: { type: 'string', description: 'Why, in a sentence' },
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
