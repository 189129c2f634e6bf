import { describeProviderConformance, messagesWire } from '@mcp-agent/conformance/provider';
import { complete } from './provider.ts';

describeProviderConformance({
  name: 'Anthropic',
  provider: { name: 'anthropic', complete },
  wire: messagesWire,
  settings: (origin, apiKey) => ({ anthropic: { apiKey, baseUrl: origin } }),
});
