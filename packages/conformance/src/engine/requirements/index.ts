import { ENDING_REQUIREMENTS } from './endings.ts';
import { FOLLOWING_REQUIREMENTS } from './following.ts';
import { ISOLATION_REQUIREMENTS } from './isolation.ts';
import { MESSAGE_REQUIREMENTS } from './messages.ts';
import { STEP_REQUIREMENTS } from './steps.ts';
import { TABLE_REQUIREMENTS } from './tables.ts';
import { WORKFLOW_REQUIREMENTS } from './workflows.ts';

/** The requirements of every engine: stable IDs, each with a sentence. */
export const ENGINE_REQUIREMENTS: Requirements = {
  ...WORKFLOW_REQUIREMENTS,
  ...ISOLATION_REQUIREMENTS,
  ...MESSAGE_REQUIREMENTS,
  ...STEP_REQUIREMENTS,
  ...FOLLOWING_REQUIREMENTS,
  ...ENDING_REQUIREMENTS,
  ...TABLE_REQUIREMENTS,
};

type Requirements = typeof WORKFLOW_REQUIREMENTS &
  typeof ISOLATION_REQUIREMENTS &
  typeof MESSAGE_REQUIREMENTS &
  typeof STEP_REQUIREMENTS &
  typeof FOLLOWING_REQUIREMENTS &
  typeof ENDING_REQUIREMENTS &
  typeof TABLE_REQUIREMENTS;

/** The ID of a requirement of every engine. */
export type EngineRequirementId = keyof Requirements;
