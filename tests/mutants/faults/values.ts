import { edit, type Mutant } from '../mutant.ts';
import {
  ACTIVITY,
  CORE_RUN,
  HANDLE,
  HOST,
  JSON_VALUES,
  NAMES,
  OUTCOME,
  RUN_LIFECYCLE,
  START_REQUEST,
  STEPS,
} from './files.ts';

/** Values and the history. */
export const values: readonly Mutant[] = [
  {
    fault: "a workflow is given the caller's own object",
    rejectedBy: ['value.copied'],
    edits: [
      edit(
        START_REQUEST,
        'input: toJson(input, `input of workflow ${name}`),',
        'input: (toJson(input, name), input),',
      ),
    ],
  },
  {
    fault: 'a workflow and its history share what an activity returned',
    rejectedBy: ['value.own-copy'],
    edits: [edit(STEPS, '{ output: copyJson(output) };', '{ output };')],
  },
  {
    fault: 'all who wait for a result share it',
    rejectedBy: ['value.own-copy'],
    edits: [
      edit(
        OUTCOME,
        'return copyJson(outcome.output);\n  const error',
        'return outcome.output;\n  const error',
      ),
    ],
  },
  {
    fault: 'a parent is given the result that others are given',
    rejectedBy: ['value.own-copy'],
    edits: [edit(OUTCOME, 'return copyJson(outcome.output);\n  if', 'return outcome.output;\n  if')],
  },
  {
    fault: 'an attempt is given what the one before it changed',
    rejectedBy: ['value.own-copy'],
    edits: [edit(ACTIVITY, 'input: copyJson(request.input),', 'input: request.input,')],
  },
  {
    fault: 'all who wait for a failure share its error',
    rejectedBy: ['value.own-error'],
    edits: [edit(OUTCOME, 'const error = copyError(outcome.error);', 'const { error } = outcome;')],
  },
  {
    fault: 'a Date becomes a text in silence',
    rejectedBy: ['carry.workflow', 'carry.refused-results', 'carry.context'],
    edits: [
      edit(
        JSON_VALUES,
        '  const prototype: unknown = Object.getPrototypeOf(value);',
        '  if (value instanceof Date) return value.toISOString();\n  const prototype: unknown = Object.getPrototypeOf(value);',
      ),
    ],
  },
  {
    fault: 'undefined in an array becomes null in silence',
    rejectedBy: ['carry.workflow', 'carry.messages'],
    edits: [
      edit(
        JSON_VALUES,
        "throw refuse(key, parent, state, 'undefined', 'send null, or omit the element');",
        'return null;',
      ),
    ],
  },
  {
    fault: 'a key that holds undefined is refused',
    rejectedBy: ['carry.workflow'],
    edits: [edit(JSON_VALUES, 'if (field === undefined) continue;', '')],
  },
  {
    fault: 'a refusal does not say where in an array the value is',
    rejectedBy: ['carry.workflow', 'carry.continue'],
    edits: [edit(JSON_VALUES, 'return `${path}[${key}]`;', 'return path;')],
  },
  {
    fault: 'a result is not looked at',
    rejectedBy: ['carry.refused-results'],
    edits: [edit(CORE_RUN, 'toJson(output, `result of workflow ${this.#definition.name}`)', 'output')],
  },
  {
    fault: 'the result of an activity is not looked at',
    rejectedBy: ['carry.context'],
    edits: [edit(HOST, 'return toJson(result, `result of activity ${definition.name}`);', 'return result;')],
  },
  {
    fault: 'what a signal carries is not looked at',
    rejectedBy: ['carry.messages'],
    edits: [edit(HANDLE, 'const values = toSentArgs(signal, args);', 'const values = args;')],
  },
  {
    fault: 'a value may be of any size',
    rejectedBy: ['carry.workflow', 'carry.messages'],
    edits: [edit(JSON_VALUES, 'if (bytes <= MAX_VALUE_BYTES) return;', 'return;')],
  },
  {
    fault: 'the size of a value is its characters and not its bytes',
    rejectedBy: ['carry.workflow', 'carry.messages'],
    edits: [edit(NAMES, 'if (code > 0x7f) bytes +=', 'if (code > 0x10ffff) bytes +=')],
  },
  {
    fault: 'history tells the last step first',
    rejectedBy: ['history.steps'],
    edits: [edit(STEPS, '(step) => step.current);', '(step) => step.current).toReversed();')],
  },
  {
    fault: 'history counts one attempt, however many there were',
    rejectedBy: ['history.failure'],
    edits: [edit(STEPS, 'this.#attempts = number;', '')],
  },
  {
    fault: 'history does not tell of signals',
    rejectedBy: ['history.messages'],
    edits: [edit(RUN_LIFECYCLE, 'this.steps.signal(name, args);', '')],
  },
  {
    fault: 'history tells of a step that runs as if it were over',
    rejectedBy: ['history.running'],
    edits: [edit(STEPS, "{ status = 'running', endedAt", "{ status = 'completed', endedAt")],
  },
];
