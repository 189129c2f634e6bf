import type { Candidates } from './candidate.ts';
import type { Confidence } from './confidence.ts';

/** A function that a router can choose. The router does not call it. */
export interface RouteFunction {
  /** Describes the function to the model. */
  readonly description: string;
  readonly run: (...args: never[]) => unknown;
}

/** Functions by name. The model sees and chooses the names. */
export type RouteFunctions = Readonly<Record<string, RouteFunction>>;

/** Descriptions of servers by server name. */
export type RouteServers = Readonly<Record<string, string>>;

/** How a model chose a route. */
export interface Chosen {
  readonly confidence: Confidence;
  /** The model's explanation. */
  readonly reasoning: string;
}

/** A route to an agent. `agent` is the candidate passed to the router. */
export type AgentRoute<Agents extends Candidates> = {
  [Name in keyof Agents & string]: Chosen & {
    readonly kind: 'agent';
    readonly name: Name;
    readonly agent: Agents[Name];
  };
}[keyof Agents & string];

/** A route to an MCP server. */
export type ServerRoute<Servers extends RouteServers> = Chosen & {
  readonly kind: 'server';
  readonly name: keyof Servers & string;
};

/** A route to a function. */
export type FunctionRoute<Functions extends RouteFunctions> = {
  [Name in keyof Functions & string]: Chosen & {
    readonly kind: 'function';
    readonly name: Name;
    readonly run: Functions[Name]['run'];
  };
}[keyof Functions & string];
