import { z } from 'zod';

/** One entry of `env`: an environment variable of a deployment of the application. */
export interface DeploymentVariable {
  /** The variable's name. */
  readonly name: string;
  /** Value to use if the deployment's environment does not set the variable. */
  readonly fallback?: string;
}

const EXPECTED = 'expected a variable\'s name, or one "name: value"';

export const deploymentVariableSchema: z.ZodType<DeploymentVariable> = z
  .union([z.string().trim().min(1), z.record(z.string(), z.string().nullable())])
  .transform((entry, context) => {
    if (typeof entry === 'string') return { name: entry };
    const [first, ...others] = Object.entries(entry);
    if (first === undefined || others.length > 0) {
      context.addIssue({ code: 'custom', message: EXPECTED });
      return z.NEVER;
    }
    const [name, fallback] = first;
    return fallback === null ? { name } : { name, fallback };
  });
