import type {
  ElicitationAnswer,
  ElicitationRequest,
  SamplingAnswer,
  SamplingRequest,
} from '@mcp-agent/core/host';

/** Answers what a server asks while its tool is called. What it lacks, the server is not offered. */
export interface Answerer {
  sample?(request: SamplingRequest): Promise<SamplingAnswer>;
  elicit?(request: ElicitationRequest): Promise<ElicitationAnswer>;
}
