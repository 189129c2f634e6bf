import type { NamedService, Settings } from '@mcp-agent/core';
import type { ModelProvider } from '@mcp-agent/core/provider';
import type { ProviderAbility } from './ability.ts';
import type { ProviderProtocol } from './protocol.ts';

/** A provider for the suite to test. */
export interface ProviderUnderTest {
  /** The name in test titles. */
  readonly name: string;
  readonly provider: ModelProvider;
  /** The protocol of its service: one of this package, or your own. */
  readonly protocol: ProviderProtocol;
  /**
   * Returns the settings with which the provider connects to a service.
   *
   * @param origin the origin of the service, such as `http://127.0.0.1:5000`
   * @param key the API key
   */
  settings(origin: string, key: string): Settings;
  /**
   * Returns a named service of this provider (`services`), which a request selects beside the provider's own section.
   * Required unless the provider lacks `named-services`.
   */
  named?(origin: string, key: string): NamedService;
  /** The abilities that the provider lacks. Default: none. */
  readonly lacks?: readonly ProviderAbility[];
}
