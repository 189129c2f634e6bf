import { z } from 'zod';

/** The engine's name: one of ours, or the name of the package that is one. */
export type ExecutionEngine = 'asyncio' | 'temporal' | (string & {});

// What npm takes for a name, without the words that it reserves.
const PACKAGE_NAME = /^(?:@[a-z\d~-][a-z\d._~-]*\/)?[a-z\d~-][a-z\d._~-]*$/;

export const executionEngineSchema: z.ZodType<ExecutionEngine> = z
  .string()
  .max(214)
  .regex(
    PACKAGE_NAME,
    'expected asyncio, temporal, or the name of an npm package such as "@acme/executor-x"',
  );
