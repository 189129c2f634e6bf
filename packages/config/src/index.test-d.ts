import type { Executor, Settings } from '@mcp-agent/core';
import { expectTypeOf } from 'vitest';
import { type Config, createExecutor, loadConfig } from './index.ts';

// The imports of the owners add their sections to core's settings: a configuration has each of them.
expectTypeOf<Config>().toExtend<Required<Settings>>();
expectTypeOf<Exclude<keyof Settings, keyof Config>>().toEqualTypeOf<never>();
expectTypeOf(loadConfig).returns.resolves.toEqualTypeOf<Config>();
expectTypeOf(createExecutor).returns.resolves.toEqualTypeOf<Executor>();
