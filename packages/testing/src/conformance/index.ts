export { type ConformanceFiles, type ConformanceOptions, describeExecutorConformance, type EngineUnderTest } from './suite.ts';
export { type RequirementId, REQUIREMENTS } from './requirements.ts';
