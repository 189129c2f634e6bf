import { InvalidArgumentError } from '../errors/values.ts';
import { textOfAny } from './text.ts';

/** Temporal's limit of an id, in bytes as UTF-8. */
const MAX_NAME_BYTES = 1_000;
const MAX_BYTES_PER_CODE_UNIT = 3;

/**
 * Checks an id or a name that crosses a door: a workflow's id, a message's name, a key of a memo.
 *
 * @param argument what the name is called in the error, such as `workflowId`
 * @throws {@link InvalidArgumentError} for what is not a text of 1 to 1,000 bytes of well-formed Unicode without NUL
 */
export function checkName(argument: string, name: unknown): string {
  if (typeof name !== 'string') throw invalid(argument, textOfAny(name), 'is not a text');
  if (name === '') throw invalid(argument, '""', 'is empty');
  // Databases under a Temporal server take none.
  if (name.includes('\0')) throw invalid(argument, JSON.stringify(name), 'has a NUL character');
  if (!name.isWellFormed()) throw invalid(argument, JSON.stringify(name), 'has a lone surrogate');
  if (name.length * MAX_BYTES_PER_CODE_UNIT > MAX_NAME_BYTES && utf8Bytes(name) > MAX_NAME_BYTES) {
    throw invalid(argument, `"${name.slice(0, 40)}…"`, `has ${utf8Bytes(name)} bytes`);
  }
  return name;
}

/** Names that begin so belong to core and the engines: they are in no history, and no handle sends them. */
export const SYSTEM_PREFIX = '__mcp_agent_';
/** Names that begin so belong to Temporal: its SDK throws at every use of one, or answers in the workflow's place. */
const TEMPORAL_PREFIXES = ['__temporal_', '__stack_trace', '__enhanced_stack_trace'];

/** Whether a name belongs to core and the engines. */
export function isReservedName(name: string): boolean {
  return name.startsWith(SYSTEM_PREFIX);
}

/** The one query with a reserved name that anybody may send. */
export const MESSAGES_QUERY: string = `${SYSTEM_PREFIX}messages`;

/**
 * {@link checkMessageName} for a message that is sent from outside.
 *
 * @throws {@link InvalidArgumentError} for a reserved name too
 */
export function checkSentName(argument: string, name: unknown): string {
  const checked = checkMessageName(argument, name);
  if (isReservedName(checked) && checked !== MESSAGES_QUERY) throw reserved(argument, checked, SYSTEM_PREFIX);
  return checked;
}

/**
 * {@link checkName} for a name that user code defines: of a workflow or an activity.
 *
 * @throws {@link InvalidArgumentError} for a reserved prefix too, and for a name such as `constructor`
 */
export function checkDefinedName(argument: string, name: unknown): string {
  const checked = checkMessageName(argument, name);
  if (isReservedName(checked)) throw reserved(argument, checked, SYSTEM_PREFIX);
  // Temporal's SDK looks a workflow up in an object, and finds these in every object.
  if (checked in Object.prototype) {
    throw invalid(argument, JSON.stringify(name), 'is a name that every JavaScript object has');
  }
  return checked;
}

/**
 * {@link checkName} for the name of a signal, a query or an update, of which core has its own.
 *
 * @throws {@link InvalidArgumentError} for a prefix that Temporal reserves too
 */
export function checkMessageName(argument: string, name: unknown): string {
  const checked = checkName(argument, name);
  const prefix = TEMPORAL_PREFIXES.find((one) => checked.startsWith(one));
  if (prefix !== undefined) throw reserved(argument, checked, prefix);
  return checked;
}

/** How long a text is as UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    // Two bytes from U+0080, three from U+0800; a surrogate pair has four, two for each half.
    if (code > 0x7f) bytes += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

function invalid(argument: string, given: string, problem: string): InvalidArgumentError {
  return new InvalidArgumentError(
    `${argument} is ${given}, which ${problem}. Use a text of 1 to ${MAX_NAME_BYTES} bytes of well-formed Unicode without NUL.`,
    { argument },
  );
}

function reserved(argument: string, name: string, prefix: string): InvalidArgumentError {
  return new InvalidArgumentError(
    `${argument} is "${name}", which begins with the reserved prefix "${prefix}". Use a name that begins otherwise.`,
    { argument },
  );
}
