export { checkPortability, type CheckPortabilityOptions } from './check.ts';
export {
  formatReport,
  type PortabilityProblem,
  type PortabilityProblemKind,
  type PortabilityReport,
} from './problem.ts';
