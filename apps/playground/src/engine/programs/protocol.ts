import type { Config } from '@mcp-agent/config';
import type { ErrorData } from '@mcp-agent/core/errors';

/** Messages from the playground to an engine's program. */
export type ToProgram =
  | { readonly type: 'open'; readonly config: Config; readonly workflows: string }
  | { readonly type: 'call'; readonly id: number; readonly method: string; readonly args: unknown[] }
  | { readonly type: 'close' };

/** Messages from an engine's program to the playground. */
export type FromProgram =
  | { readonly type: 'ready' }
  | { readonly type: 'failed' | 'stopped'; readonly error: ErrorData }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'rejection'; readonly id: number; readonly error: ErrorData };
