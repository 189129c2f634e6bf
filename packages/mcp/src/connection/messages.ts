import type { Transport } from '@modelcontextprotocol/client';
import { withQuestionRenamed } from './question-messages.ts';
import { withOwnName, withTaskApart } from './task-messages.ts';

/**
 * Lets messages pass that the SDK's client does not know or rejects: the requests of tasks, a task in place of a result,
 * and questions with odd forms.
 */
export function carryMessages(transport: Transport): void {
  const send = transport.send.bind(transport);
  transport.send = (message, options) => send(withOwnName(message), options);
  let receive: Transport['onmessage'];
  Object.defineProperty(transport, 'onmessage', {
    configurable: true,
    enumerable: true,
    get: () => receive,
    set: (handler: Transport['onmessage']) => {
      receive = handler && ((message, extra) => handler(withQuestionRenamed(withTaskApart(message)), extra));
    },
  });
}
