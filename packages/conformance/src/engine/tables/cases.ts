import type { Case } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import { errors } from './errors/cases.ts';
import { options } from './options/cases.ts';
import { handleStates } from './states/handle-cases.ts';
import { messageStates } from './states/message-cases.ts';
import { valueDoors } from './values/cases.ts';

/** The cases of the generated tables: error × door, value × door, option × value, handle × state, message × state. */
export const TABLE_CASES: readonly Case<EngineRequirementId>[] = [
  errors,
  valueDoors,
  options,
  handleStates,
  messageStates,
].flatMap(({ list }) => list);
