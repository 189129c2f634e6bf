import type { SamplingAnswer, SamplingRequest } from '../mcp/sampling.ts';
import type { ModelInput } from '../model/input.ts';
import type { AssistantMessage, Message } from '../model/messages.ts';
import type {
  RequestParams,
  StreamParams,
  StructuredParams,
  StructuredStreamParams,
  UsageLimit,
} from '../model/params.ts';
import type { Schema } from '../model/schema.ts';
import type { GenerateEvent, StructuredEvent } from './event.ts';

/** The agent that called a server. */
export interface CallingAgent {
  readonly name: string;
  readonly limit: UsageLimit | undefined;
}

/** A model that is attached to an agent: the methods of {@link AugmentedLLM}. */
export interface AttachedLLM {
  readonly provider: string;
  readonly history: readonly Message[];
  generate(message: ModelInput, params?: RequestParams): Promise<AssistantMessage[]>;
  generateStr(message: ModelInput, params?: RequestParams): Promise<string>;
  generateStructured<T>(message: ModelInput, schema: Schema<T>, params?: StructuredParams): Promise<T>;
  generateStream(
    message: ModelInput,
    params?: StreamParams,
  ): AsyncGenerator<GenerateEvent, AssistantMessage[], undefined>;
  generateStructuredStream<T>(
    message: ModelInput,
    schema: Schema<T>,
    params?: StructuredStreamParams,
  ): AsyncGenerator<StructuredEvent<T>, T, undefined>;
  /** @internal */
  sample(request: SamplingRequest, agent: CallingAgent, params: RequestParams): Promise<SamplingAnswer>;
}
