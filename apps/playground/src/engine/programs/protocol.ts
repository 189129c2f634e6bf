import type { Config } from '@mcp-agent/config';
import type { ErrorData } from '@mcp-agent/core/errors';

/** What the playground says to a program of an engine. */
export type ToProgram =
  | { readonly type: 'open'; readonly config: Config; readonly workflows: string }
  | { readonly type: 'call'; readonly id: number; readonly method: string; readonly args: unknown[] }
  | { readonly type: 'close' };

/** What such a program says. */
export type FromProgram =
  | { readonly type: 'ready' }
  | { readonly type: 'failed' | 'stopped'; readonly error: ErrorData }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'refusal'; readonly id: number; readonly error: ErrorData };
