import type { Config } from '@mcp-agent/config';
import { errorToData } from '@mcp-agent/core/errors';
import type { FromProgram, ToProgram } from './protocol.ts';

/** What a program of an engine is given to begin with. */
export interface Opening {
  readonly config: Config;
  readonly workflows: URL;
}

/** What a program has opened. */
export interface Opened {
  call?(method: string, args: unknown[]): Promise<unknown>;
  /** Settles when it can do no more. */
  readonly stopped?: Promise<void>;
  close(): Promise<void>;
}

/** Does what the playground says, and ends with it. */
export function serveParent(open: (opening: Opening) => Promise<Opened>): void {
  // A Ctrl-C in the terminal reaches every process. The playground ends this one when its runs have ended.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  process.once('disconnect', () => process.exit());
  let opened: Opened | undefined;
  process.on('message', (message: ToProgram) => void obey(message));

  async function obey(message: ToProgram): Promise<void> {
    if (message.type === 'open') {
      try {
        opened = await open({ config: message.config, workflows: new URL(message.workflows) });
        opened.stopped?.then(
          () => {},
          (error: unknown) => tell({ type: 'stopped', error: errorToData(error) }),
        );
        tell({ type: 'ready' });
      } catch (error) {
        tell({ type: 'failed', error: errorToData(error) });
      }
    } else if (message.type === 'call') {
      const { id, method, args } = message;
      try {
        tell({ type: 'answer', id, value: await opened?.call?.(method, args) });
      } catch (error) {
        tell({ type: 'refusal', id, error: errorToData(error) });
      }
    } else {
      try {
        await opened?.close();
      } finally {
        process.exit();
      }
    }
  }
}

function tell(message: FromProgram): void {
  // Who asked may be gone: then there is nobody to tell.
  if (process.connected) process.send?.(message);
}
