/** The kinds of kills, each with its share of a plan. */
export const KILL_SHARES = [
  /** SIGKILL of a worker. */
  ['worker-kill', 0.68],
  /** SIGTERM of a worker, and a start after it has ended. */
  ['worker-stop', 0.08],
  /** SIGSTOP of a worker, and SIGCONT. */
  ['worker-pause', 0.06],
  /** SIGKILL of the Temporal server. */
  ['temporal-kill', 0.03],
  /** SIGKILL of an MCP server over HTTP. */
  ['http-kill', 0.06],
  /** SIGKILL of an MCP server over stdio. */
  ['stdio-kill', 0.05],
  /** SIGKILL of the model service. */
  ['model-kill', 0.04],
] as const;

export type KillKind = (typeof KILL_SHARES)[number][0];

/** When a kill hits: at once, during the next call of its victim, or during one that may not be repeated. */
export type Aim = 'anything' | 'call' | 'unrepeatable call';

/** A planned kill. */
export interface Kill {
  readonly number: number;
  readonly kind: KillKind;
  /** The number of effects in the ledger from which on it is due. */
  readonly after: number;
  readonly aim: Aim;
  /** Chooses the victim where there are several, unless a call does. */
  readonly choice: number;
  /** Wait before a kill that hits anything, in milliseconds. */
  readonly delayMs: number;
  /** The pause, or the wait before the next start, in milliseconds. */
  readonly downMs: number;
}

/** Returns a plan's line for a kill. */
export function describeKill({ number, kind, after, aim, choice, delayMs, downMs }: Kill): string {
  const when = aim === 'anything' ? `${delayMs} ms later, choice ${choice}` : `in the next ${aim}`;
  return `${number}. ${kind} after ${after} effects, ${when}, down for ${downMs} ms`;
}
