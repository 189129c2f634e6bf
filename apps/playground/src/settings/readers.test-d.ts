import type { Config } from '@mcp-agent/config';
import type { Settings } from '@mcp-agent/core';
import { expectTypeOf } from 'vitest';

// The playground has every package that reads settings. What a section of a configuration has and its reader
// does not declare reaches nobody: these are the keys of which `loadConfig` says that they are unused.
type Unread<Section, Read> = Exclude<keyof Section, keyof NonNullable<Read>>;

type Server<Mcp> =
  NonNullable<Mcp> extends { readonly servers?: Readonly<Record<string, infer One>> } ? One : never;

expectTypeOf<Config>().toExtend<Settings>();
expectTypeOf<Unread<Config['temporal'], Settings['temporal']>>().toEqualTypeOf<'timeoutSeconds'>();
expectTypeOf<Unread<Config['openai'], Settings['openai']>>().toEqualTypeOf<never>();
expectTypeOf<Unread<Server<Config['mcp']>, Server<Settings['mcp']>>>().toEqualTypeOf<
  'name' | 'description'
>();
