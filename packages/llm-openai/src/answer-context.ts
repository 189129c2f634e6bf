import type { Service } from '@mcp-agent/provider-utils';
import type { Profile } from './profiles/profile.ts';

/** What is known of the service that answers. */
export interface AnswerContext {
  readonly service: Service;
  readonly profile: Profile;
  /** Identifies the service in data that goes back only to it. */
  readonly origin: string;
  /** The section of the settings, such as `services.deepseek`. */
  readonly path: string;
}
