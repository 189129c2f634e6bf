import { jsonSchema, type JsonSchema } from '../model/schema.ts';
import type { JsonObject } from '../../runtime/values/json.ts';

/** A task of a step, for one agent. */
export interface PlannedTask {
  readonly description: string;
  /** The agent's name. */
  readonly agent: string;
}

/** Tasks that can run at the same time. */
export interface PlannedStep {
  readonly description: string;
  readonly tasks: readonly PlannedTask[];
}

/** A planner's answer: the remaining steps. */
export interface Plan {
  readonly steps: readonly PlannedStep[];
  readonly isComplete: boolean;
}

/** JSON Schema for planning all remaining steps. */
export function fullPlan(agents: string[]): JsonSchema<Plan> {
  const steps = { type: 'array', items: { type: 'object', ...fields(stepOf(agents)) } };
  return jsonSchema({ type: 'object', ...fields({ steps, ...DONE }) });
}

/** JSON Schema for planning only the next step. */
export function nextStep(agents: string[]): JsonSchema<PlannedStep & { readonly isComplete: boolean }> {
  return jsonSchema({ type: 'object', ...fields({ ...stepOf(agents), ...DONE }) });
}

const DONE: JsonObject = {
  isComplete: { type: 'boolean', description: 'Whether no work remains' },
};

function stepOf(agents: string[]): JsonObject {
  const task = fields({
    description: { type: 'string', description: 'The task, with all the context that it needs' },
    agent: { type: 'string', enum: agents },
  });
  return {
    description: { type: 'string' },
    tasks: {
      type: 'array',
      description: 'Tasks that can run at the same time',
      items: { type: 'object', ...task },
    },
  };
}

function fields(properties: JsonObject): JsonObject {
  return { properties, required: Object.keys(properties), additionalProperties: false };
}
