import type { ProviderAbility } from '../ability.ts';
import type { ProviderHarness } from '../harness.ts';

/** A case, which verifies one requirement of a provider. */
export interface ProviderCase {
  readonly title: string;
  /** The ability that the case needs. */
  readonly needs?: ProviderAbility;
  /** Whether the case runs twice, without and with streaming. Default: false. */
  readonly inBothModes?: boolean;
  readonly run: (harness: ProviderHarness, isStreamed: boolean) => Promise<void>;
}
