import { InvalidArgumentError } from '../errors/values.ts';
import { textOfAny } from './text.ts';

/** Temporal's limit for an id, in UTF-8 bytes. */
const MAX_NAME_BYTES = 1_000;
const MAX_BYTES_PER_CODE_UNIT = 3;

/**
 * Validates an id or a name that is sent to an engine: a workflow id, a message name, a memo key.
 *
 * @param argument name of the value in the error message, such as `workflowId`
 * @throws {@link InvalidArgumentError} for a value that is not a string of 1 to 1,000 bytes of well-formed
 * Unicode without NUL
 */
export function checkName(argument: string, name: unknown): string {
  if (typeof name !== 'string') throw invalid(argument, textOfAny(name), 'is not a string');
  if (name === '') throw invalid(argument, '""', 'is empty');
  // Databases of a Temporal server reject NUL.
  if (name.includes('\0')) throw invalid(argument, JSON.stringify(name), 'contains a NUL character');
  if (!name.isWellFormed()) throw invalid(argument, JSON.stringify(name), 'contains a lone surrogate');
  if (name.length * MAX_BYTES_PER_CODE_UNIT > MAX_NAME_BYTES && utf8Bytes(name) > MAX_NAME_BYTES) {
    throw invalid(argument, `"${name.slice(0, 40)}…"`, `is ${utf8Bytes(name)} bytes long`);
  }
  return name;
}

/** Prefix of reserved names: histories omit them, and handles do not send them. */
export const SYSTEM_PREFIX = '__mcp_agent_';
/** Prefixes that Temporal reserves: its SDK throws, or handles the message itself. */
const TEMPORAL_PREFIXES = ['__temporal_', '__stack_trace', '__enhanced_stack_trace'];

/** Returns whether core and the engines reserve a name. */
export function isReservedName(name: string): boolean {
  return name.startsWith(SYSTEM_PREFIX);
}

/** The only query with a reserved name that callers may send. */
export const MESSAGES_QUERY: string = `${SYSTEM_PREFIX}messages`;

/**
 * Checks that a checked message name may be sent from outside.
 *
 * @throws {@link InvalidArgumentError} for a reserved name
 */
export function checkMaySend(argument: string, name: string): void {
  if (isReservedName(name) && name !== MESSAGES_QUERY) throw reserved(argument, name, SYSTEM_PREFIX);
}

/**
 * {@link checkName} for the name of a workflow or an activity that user code defines.
 *
 * @throws {@link InvalidArgumentError} also for a reserved prefix, and for a name such as `constructor`
 */
export function checkDefinedName(argument: string, name: unknown): string {
  const checked = checkMessageName(argument, name);
  if (isReservedName(checked)) throw reserved(argument, checked, SYSTEM_PREFIX);
  // Temporal's SDK looks up workflows in a plain object, which has these properties.
  if (checked in Object.prototype) {
    throw invalid(argument, JSON.stringify(name), 'is a name that every JavaScript object has');
  }
  return checked;
}

/**
 * {@link checkName} for the name of a signal, a query or an update. Core's own prefix is allowed.
 *
 * @throws {@link InvalidArgumentError} also for a prefix that Temporal reserves
 */
export function checkMessageName(argument: string, name: unknown): string {
  const checked = checkName(argument, name);
  const prefix = TEMPORAL_PREFIXES.find((one) => checked.startsWith(one));
  if (prefix !== undefined) throw reserved(argument, checked, prefix);
  return checked;
}

/** Returns the length of a text in UTF-8, in bytes. */
export function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    // Two bytes from U+0080, three from U+0800. A surrogate pair has four: two for each half.
    if (code > 0x7f) bytes += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

function invalid(argument: string, given: string, problem: string): InvalidArgumentError {
  return new InvalidArgumentError(
    `${argument} is ${given}, which ${problem}. Use a string of 1 to ${MAX_NAME_BYTES} bytes of well-formed Unicode without NUL.`,
    { argument },
  );
}

function reserved(argument: string, name: string, prefix: string): InvalidArgumentError {
  return new InvalidArgumentError(
    `${argument} is "${name}", which starts with the reserved prefix "${prefix}". Use a name without it.`,
    { argument },
  );
}
