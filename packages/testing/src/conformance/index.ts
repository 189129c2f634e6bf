export {
  type ConformanceFiles,
  type ConformanceOptions,
  describeExecutorConformance,
  type EngineUnderTest,
} from './suite.ts';
export { contractDocument } from './contract-document.ts';
export { ENGINES } from './engines.ts';
export { type Capability, type RequirementId, REQUIREMENTS } from './requirements.ts';
export { createKit, errorOf, until } from './kit.ts';
export { runRequirement } from './run-requirement.ts';
export { script, type Turn } from './model.ts';
export { conformanceSettings } from './servers.ts';
