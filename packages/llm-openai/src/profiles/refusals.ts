import type { JsonObject, StructuredMode } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/provider';
import { readErrorBody, type ResponseError, responseErrorIn } from '@mcp-agent/provider-utils';
import { fieldOf, objectsIn, textOr } from '../json.ts';
import type { Profile } from './profile.ts';

/**
 * What a service has refused: a field of the body such as `seed` or `reasoning.summary`, `mode:schema`, `strict`,
 * `developer` or `thoughts`.
 */
export type Refusal = string;

/** A request that was refused. */
export interface RefusedRequest {
  readonly body: JsonObject;
  /** The mode of the structured answer; `undefined` if the answer is text, or the caller chose the mode. */
  readonly mode: StructuredMode | undefined;
  readonly profile: Profile;
  /** Whether the caller chose which tools the model may call. */
  readonly hasToolChoice: boolean;
}

/** Fields without which the answer is the same. They can be left out for any service. */
const FORM_FIELDS: ReadonlySet<string> = new Set([
  'stream_options',
  'include',
  'parallel_tool_calls',
  'user',
  'safety_identifier',
  'prompt_cache_key',
  'prompt_cache_options',
  'prompt_cache_retention',
]);

/** Fields without which there is no request. */
const ESSENTIAL: ReadonlySet<string> = new Set([
  'model',
  'messages',
  'input',
  'tools',
  'stream',
  'text',
  'response_format',
]);

/**
 * Returns what a service refused, if the request can be repeated without it. Of a known service, these are only parts
 * that do not change the answer; of any other server, all parameters that it names.
 */
export function refusalIn(failure: unknown, request: RefusedRequest): Refusal | undefined {
  const error = refusedIn(failure);
  if (error === undefined) return undefined;
  const { body, mode, profile, hasToolChoice } = request;
  const param = paramIn(error.body);
  const words = wordsOf(error.body);
  if (isOfFormat(words) && (mode === 'schema' || mode === 'json')) return `mode:${mode}`;
  const thought = THOUGHTS.find((name) => isNamed(words, param, name) && sendsThought(body, name));
  if (thought !== undefined) return 'thoughts';
  if (/\bdeveloper\b/.test(words) && profile.systemRole === 'developer') return 'developer';
  if (/\bstrict\b/.test(words) && JSON.stringify(body).includes('"strict"')) return 'strict';
  if (isOfValue(words)) return undefined;
  const names = Object.keys(body).filter((name) => !ESSENTIAL.has(name));
  const named = names.find((name) => isNamed(words, param, name));
  if (named === undefined) return mode === 'tool' && /tool_choice/.test(words) ? 'tool_choice' : undefined;
  if (named === 'tool_choice') return hasToolChoice ? undefined : named;
  if (profile.name !== 'compatible' && !FORM_FIELDS.has(named)) return undefined;
  return valueAt(body, param) === undefined || param === '' ? named : param;
}

/** Whether a service refused the schema of one answer, and not all schemas. */
export function isOfOneSchema(failure: unknown): boolean {
  const error = refusedIn(failure);
  return (
    error !== undefined &&
    /invalid[ _](json[ _])?schema|schema (is|was) (invalid|not valid)|\bparse grammar\b/i.test(
      wordsOf(error.body),
    )
  );
}

/** Returns a body without what a service refused. */
export function withoutRefused(body: JsonObject, refused: ReadonlySet<Refusal>): JsonObject {
  const { ...kept } = body;
  for (const name of refused) {
    const other = { max_tokens: 'max_completion_tokens', max_completion_tokens: 'max_tokens' }[name];
    const value = kept[name];
    if (other !== undefined && value !== undefined && !refused.has(other)) kept[other] = value;
    remove(kept, name.split('.'));
  }
  return kept;
}

/** Returns a profile without what a service refused. */
export function profileWithout(profile: Profile, refused: ReadonlySet<Refusal>): Profile {
  const left = (modes: readonly StructuredMode[]): StructuredMode[] =>
    modes.filter((mode) => !refused.has(`mode:${mode}`));
  return {
    ...profile,
    structured: left(profile.structured),
    structuredWithTools: left(profile.structuredWithTools),
    ...(refused.has('strict') && { strict: false }),
    ...(refused.has('thoughts') && { reasoning: 'never' }),
    ...(refused.has('developer') && { systemRole: 'system' }),
  };
}

const THOUGHTS = ['reasoning_content', 'reasoning_details', 'reasoning'];

function sendsThought(body: JsonObject, name: string): boolean {
  return objectsIn(body['messages']).some(
    (message) => textOr(message[name]) !== '' || Array.isArray(message[name]),
  );
}

const FORMAT =
  /response[ _]format|json_schema|json_object|json[ _]?mode|structured[ _]output|text\.format|\bgrammar\b|\bguided[ _](?:decoding|json)\b|\bsupport\w*\b.{0,40}\bjson schema\b|\bjson schema\b.{0,40}\bsupport/i;

function isOfFormat(words: string): boolean {
  return FORMAT.test(words);
}

/** Whether a service accepts a parameter, but not its value. */
function isOfValue(words: string): boolean {
  return /\b(must|should|has to) be\b|\bat (most|least)\b|\b(less|greater|more) than\b|\btoo (large|small|high|low|long|big)\b|\bout of range\b|\bbetween\b/i.test(
    words,
  );
}

/** A word such as `stop` counts only in quotes or as the parameter, because sentences have it too. */
function isNamed(words: string, param: string, name: string): boolean {
  if (param === name || param.startsWith(`${name}.`) || param.startsWith(`${name}[`)) return true;
  return name.includes('_')
    ? new RegExp(`(?<![\\w.])${name}(?!\\w)`).test(words)
    : new RegExp(
        `["'\`]${name}["'\`.]|\\bbody\\.${name}\\b|\\b(?:parameter|argument|field|property):? ${name}\\b`,
        'i',
      ).test(words);
}

/** Returns the error with which a service refused a request because of its form. */
function refusedIn(failure: unknown): ResponseError | undefined {
  const error = responseErrorIn(failure);
  const { status, body } = error ?? {};
  // llama.cpp reports a schema that it cannot compile as an error of its own.
  const isOfServer = status === 501 || (status === 500 && /\bgrammar\b/i.test(wordsOf(body)));
  return status === 400 || status === 422 || isOfServer ? error : undefined;
}

function wordsOf(body: unknown): string {
  return `${readErrorBody(body).message} ${textOf(body)}`;
}

/** The name of the parameter in OpenAI's form of an error. */
function paramIn(body: unknown): string {
  const parsed = typeof body === 'string' ? parse(body) : body;
  return textOr(fieldOf(fieldOf(parsed, 'error') ?? parsed, 'param'));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
}

function valueAt(body: JsonObject, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => fieldOf(value, name), body);
}

function remove(body: JsonObject, [name = '', ...rest]: readonly string[]): void {
  const inner = body[name];
  if (rest.length === 0 || !isJsonObject(inner)) {
    delete body[name];
    return;
  }
  const { ...copy } = inner;
  remove(copy, rest);
  if (Object.keys(copy).length > 0) body[name] = copy;
  else delete body[name];
}
