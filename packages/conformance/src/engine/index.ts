export type { Capability } from '../contract/contract.ts';
export type { ConformanceOptions } from '../contract/describe-contract.ts';
export type { ConformanceFiles, EngineUnderTest, StartEngine } from '../contract/engine-under-test.ts';
export { ENGINES } from '../contract/engines.ts';
export { createKit } from '../contract/kit.ts';
export type { RunRequirementOptions } from '../contract/run-case.ts';
export { ENGINE_REQUIREMENTS, type EngineRequirementId } from './requirements/index.ts';
export { ENGINE_SETTINGS } from './settings.ts';
export { describeEngineConformance, runEngineRequirement } from './suite.ts';
