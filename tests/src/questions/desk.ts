import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Settings } from '@mcp-agent/core';
import { freePort, until } from '@mcp-agent/testing/support';

const PROGRAM = fileURLToPath(import.meta.resolve('@mcp-agent/conformance/agents/desk-server'));

/** Returns the settings of a desk over HTTP, and of one that is a program. */
export function deskSettings(port: number | string): Settings {
  const program = { command: process.execPath, args: [PROGRAM] };
  return {
    logger: { type: 'none' },
    mcp: {
      servers: {
        desk: { url: `http://127.0.0.1:${port}/mcp` },
        program,
        'old program': { ...program, protocolVersion: '2025-11-25' },
      },
    },
  };
}

/** A desk over HTTP in a process of its own, which can be killed and started again at its port. */
export class Desk implements AsyncDisposable {
  readonly port: number;
  #process: ChildProcess | undefined;

  private constructor(port: number) {
    this.port = port;
  }

  static async start(): Promise<Desk> {
    const desk = new Desk(await freePort());
    await desk.restart();
    return desk;
  }

  /** Kills the process, if it runs. */
  async kill(): Promise<void> {
    const process = this.#process;
    this.#process = undefined;
    if (process === undefined) return;
    const ended = once(process, 'exit');
    process.kill('SIGKILL');
    await ended;
  }

  /** Kills the process, and starts another at the same port. */
  async restart(): Promise<void> {
    await this.kill();
    this.#process = spawn(process.execPath, [PROGRAM, String(this.port)], { stdio: 'inherit' });
    const url = `http://127.0.0.1:${this.port}/`;
    await until('the desk listens', () =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}
