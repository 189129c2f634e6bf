import type { ProviderAbility } from '../ability.ts';
import type { Bench } from '../bench.ts';

/** One thing that every provider does. */
export interface ProviderCase {
  readonly promise: string;
  /** Only for providers that can. */
  readonly needs?: ProviderAbility;
  /** Run twice: with the answer whole, and told while it comes. Default: false. */
  readonly inBothModes?: boolean;
  readonly run: (bench: Bench, isStreamed: boolean) => Promise<void>;
}
