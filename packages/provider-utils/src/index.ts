export { type ReadArguments, readArguments } from './arguments.ts';
export { type Asking, askService } from './ask.ts';
export { distinctIds } from './call-ids.ts';
export { checkService, nonEmpty, type Service } from './service.ts';
export { openTransport, type Transport } from './transport.ts';
export { CUT, EMPTY, SPENT, type Unusable } from './unusable.ts';
