import { z } from 'zod';
import { section } from './section.ts';

/** The `usage_telemetry` section. Read so that mcp-agent's files load; this package sends no telemetry. */
export interface UsageTelemetrySettings {
  /** Whether usage may be reported. */
  readonly enabled?: boolean;
  /** Whether telemetry may include prompts and agents. */
  readonly enableDetailedTelemetry?: boolean;
}

export const usageTelemetrySchema: z.ZodType<UsageTelemetrySettings> = section<UsageTelemetrySettings>({
  enabled: z.boolean().optional().describe('Whether usage may be reported. Nothing here reports any.'),
  enable_detailed_telemetry: z.boolean().optional().describe('Whether prompts and agents may be part of it.'),
});
