import { z } from 'zod';
import { section } from './section.ts';

/** The section `usage_telemetry`. It is read so that mcp-agent's files load; nothing here sends any. */
export interface UsageTelemetrySettings {
  /** Whether usage may be reported. */
  readonly enabled?: boolean;
  /** Whether prompts and agents may be part of it. */
  readonly enableDetailedTelemetry?: boolean;
}

export const usageTelemetrySchema: z.ZodType<UsageTelemetrySettings> = section<UsageTelemetrySettings>({
  enabled: z.boolean().optional().describe('Whether usage may be reported. Nothing here reports any.'),
  enable_detailed_telemetry: z.boolean().optional().describe('Whether prompts and agents may be part of it.'),
});
