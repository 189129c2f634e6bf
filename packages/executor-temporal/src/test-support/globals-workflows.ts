import { type JsonValue, MCPApp, type WorkflowDefinition } from '@mcp-agent/core';

const app = new MCPApp({ name: 'globals' });

export type Use =
  | 'call'
  | 'member'
  | 'memberOfGlobalThis'
  | 'callOfGlobalThis'
  | 'construct'
  | 'constructOfGlobalThis'
  | 'shorthand'
  | 'environment'
  | 'clock'
  | 'classTest';

const USES: Readonly<Record<Use, () => unknown>> = {
  call: () => fetch('https://example.com/'),
  member: () => crypto.randomUUID(),
  memberOfGlobalThis: () => globalThis.crypto.randomUUID(),
  callOfGlobalThis: () => globalThis.structuredClone({}),
  construct: () => new WebSocket('wss://example.com/'),
  constructOfGlobalThis: () => new globalThis.MessageChannel(),
  shorthand: () => ({ setImmediate }),
  environment: () => process.env['HOME'],
  clock: () => performance.now(),
  classTest: () => USES instanceof Headers,
};

/** Uses a global of Node.js. */
export const needsGlobal: WorkflowDefinition<{ use: Use }, string> = app.workflow(
  'globals.needs',
  async (_ctx, { use }: { use: Use }) => {
    USES[use]();
    return 'no error';
  },
);

/** Catches the error, as code that logs it does. */
export const catchesError: WorkflowDefinition<undefined, string> = app.workflow(
  'globals.catches',
  async () => {
    try {
      return (await fetch('https://example.com/')).statusText;
    } catch (error) {
      return String(error);
    }
  },
);

/** Tests for globals, as libraries do. */
export const probesGlobals: WorkflowDefinition<undefined, JsonValue> = app.workflow(
  'globals.probes',
  async () => {
    const local = (): string => {
      const fetch = 'local';
      return fetch;
    };
    const polyfilled = (): unknown => {
      Object.assign(globalThis, { atob: (text: string) => `polyfill of ${text}` });
      return atob('x');
    };
    return {
      typeofFetch: typeof fetch,
      typeofMember: typeof globalThis.fetch,
      inGlobalThis: 'fetch' in globalThis,
      ofGlobalThis: globalThis.fetch === undefined,
      optionalChain: globalThis.crypto?.randomUUID === undefined,
      guarded: typeof process !== 'undefined' && process.versions.node ? 'present' : 'absent',
      localName: local(),
      polyfill: String(polyfilled()),
    };
  },
);
