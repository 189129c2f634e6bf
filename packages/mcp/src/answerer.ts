import type {
  ElicitationAnswer,
  ElicitationRequest,
  SamplingAnswer,
  SamplingRequest,
} from '@mcp-agent/core/host';

/** Handles a server's requests during a tool call. A missing method is not offered to the server as a capability. */
export interface Answerer {
  sample?(request: SamplingRequest): Promise<SamplingAnswer>;
  elicit?(request: ElicitationRequest): Promise<ElicitationAnswer>;
}
