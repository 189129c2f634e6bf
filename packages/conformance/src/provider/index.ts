export type { ProviderAbility } from './ability.ts';
export type { ProviderUnderTest } from './provider-under-test.ts';
export { describeProviderConformance, failedCases } from './suite.ts';
export type { ProviderProtocol, ProtocolAnswer, ProtocolFault, ProtocolStream } from './protocol.ts';
export { chatCompletionsProtocol } from './protocols/chat-completions.ts';
export { messagesProtocol } from './protocols/messages.ts';
export { responsesProtocol } from './protocols/responses.ts';
