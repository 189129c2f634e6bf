import type { EngineClient } from './executor-client.ts';
import type { EngineProcess } from './engine-process.ts';

/** Creates the client of an engine whose executor is in another process. */
export function remoteClient(process: EngineProcess): EngineClient {
  const remote =
    <Method extends keyof EngineClient>(method: Method) =>
    async (...args: Parameters<EngineClient[Method]>): Promise<Awaited<ReturnType<EngineClient[Method]>>> => {
      const answer = await process.call(method, args);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own program returns what the method returns
      return answer as Awaited<ReturnType<EngineClient[Method]>>;
    };
  return {
    start: remote('start'),
    result: remote('result'),
    events: remote('events'),
    history: remote('history'),
    messages: remote('messages'),
    send: remote('send'),
  };
}
