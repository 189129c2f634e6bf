import type { JsonObject } from '@mcp-agent/core';

/** A package that holds a server, in an exact version. */
export interface ServerPackage {
  readonly registry: 'npm' | 'PyPI' | 'Go' | 'crates.io';
  /** The name, in the form that the registry's client installs: `name@1.2.3`, `name==1.2.3`. */
  readonly spec: string;
  /** Packages to install beside it, such as a version of the SDK that the server needs and does not ask for. */
  readonly beside?: readonly string[];
}

/** The transports to try. Streamable HTTP servers with and without a session differ. */
export type CaseTransport = 'stdio' | 'HTTP, sessions' | 'HTTP, stateless' | 'HTTP+SSE';

/** Where an installed package is. */
export interface Installed {
  /** A folder of this package alone. */
  readonly folder: string;
  /** Returns the command line of one of its programs. */
  program(name: string): readonly string[];
}

/** A server by somebody else, and how to try it. */
export interface ServerCase {
  /** The name in the table, with the way in which it is run if there are several. */
  readonly name: string;
  readonly package: ServerPackage;
  readonly language: string;
  readonly transport: CaseTransport;
  /** Returns the command line that starts the server; `port` is free, for a server over HTTP. */
  readonly command: (installed: Installed, port: number) => readonly string[];
  readonly env?: (port: number) => Readonly<Record<string, string>>;
  /** The path of the server's URL. Default: `/mcp`, or `/sse`. */
  readonly path?: string;
  /** A call that works without an account, and what its result must contain. Default: tools are only listed. */
  readonly call?: { readonly tool: string; readonly arguments: JsonObject; readonly expected: RegExp };
  readonly note?: string;
}
