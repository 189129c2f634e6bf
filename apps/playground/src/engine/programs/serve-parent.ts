import type { Config } from '@mcp-agent/config';
import { errorToData } from '@mcp-agent/core/errors';
import type { FromProgram, ToProgram } from './protocol.ts';

/** Input of an engine's program. */
export interface Opening {
  readonly config: Config;
  readonly workflows: URL;
}

/** What an engine's program has opened. */
export interface Opened {
  call?(method: string, args: unknown[]): Promise<unknown>;
  /** Rejects when the engine stops by itself. */
  readonly stopped?: Promise<void>;
  close(): Promise<void>;
}

/** Handles the playground's messages, and exits with the playground. */
export function serveParent(open: (opening: Opening) => Promise<Opened>): void {
  // Ctrl-C reaches every process of the terminal. The playground closes this one when its runs have ended.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  process.once('disconnect', () => process.exit());
  let opened: Opened | undefined;
  process.on('message', (message: ToProgram) => void handle(message));

  async function handle(message: ToProgram): Promise<void> {
    if (message.type === 'open') {
      try {
        opened = await open({ config: message.config, workflows: new URL(message.workflows) });
        opened.stopped?.then(
          () => {},
          (error: unknown) => send({ type: 'stopped', error: errorToData(error) }),
        );
        send({ type: 'ready' });
      } catch (error) {
        send({ type: 'failed', error: errorToData(error) });
      }
    } else if (message.type === 'call') {
      const { id, method, args } = message;
      try {
        send({ type: 'answer', id, value: await opened?.call?.(method, args) });
      } catch (error) {
        send({ type: 'rejection', id, error: errorToData(error) });
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

function send(message: FromProgram): void {
  // The playground may be gone.
  if (process.connected) process.send?.(message);
}
