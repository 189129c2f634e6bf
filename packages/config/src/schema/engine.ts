import { z } from 'zod';

/** The engine: `asyncio`, `temporal`, or the package name of another engine. */
export type ExecutionEngine = 'asyncio' | 'temporal' | (string & {});

// Valid npm package names, ignoring npm's reserved words.
const PACKAGE_NAME = /^(?:@[a-z\d~-][a-z\d._~-]*\/)?[a-z\d~-][a-z\d._~-]*$/;

export const executionEngineSchema: z.ZodType<ExecutionEngine> = z
  .string()
  .max(214)
  .regex(
    PACKAGE_NAME,
    'expected asyncio, temporal, or the name of an npm package such as "@acme/executor-x"',
  );
