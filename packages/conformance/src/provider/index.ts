export type { ProviderAbility } from './ability.ts';
export { brokenPromises, describeProviderConformance, type ProviderUnderTest } from './suite.ts';
export type { ProviderWire, WireAnswer, WireFault, WireStream } from './wire.ts';
export { chatCompletionsWire } from './wires/chat-completions.ts';
export { messagesWire } from './wires/messages.ts';
export { responsesWire } from './wires/responses.ts';
