export { type ReadArguments, readArguments } from './arguments.ts';
export { type Asking, askService } from './ask.ts';
export { distinctIds } from './call-ids.ts';
export { CLIENT_OPTIONS, defineClient, type OpenedClient } from './client.ts';
export { isSupportedImage } from './media.ts';
export { checkService, nonEmpty, type Service, settingOr } from './service.ts';
export { openTransport, type Transport } from './transport.ts';
export { CUT, EMPTY, SPENT, type Unusable } from './unusable.ts';
export { usageOf } from './usage.ts';
