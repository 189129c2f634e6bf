import { InvalidArgumentError } from '../../runtime/errors/values.ts';
import { toTimeLimit } from '../../runtime/values/duration.ts';
import { checkObject, invalidArgument } from '../../runtime/values/invalid-argument.ts';
import { nearestName } from '../../runtime/values/nearest-name.ts';
import { boundText } from '../../runtime/values/text.ts';
import { checkCallSettings } from '../calls/call-options.ts';
import { checkAllowedTools } from './check-allowed-tools.ts';
import type { PromptCache, RequestParams, StreamParams, StructuredParams, UsageLimit } from './params.ts';

/** The valid values of a parameter, in words for the developer, and their test. */
type Rule = readonly [wanted: string, test: (value: unknown) => boolean];

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number' && !Number.isNaN(value);
const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const TEXT: Rule = ['a string that is not empty', (value) => isText(value) && value !== ''];
const FLAG: Rule = ['true or false', (value) => typeof value === 'boolean'];
const FINITE: Rule = ['a finite number', (value) => Number.isFinite(value)];
const NOT_NEGATIVE: Rule = [
  'a number of at least 0',
  (value) => isNumber(value) && value >= 0 && value < Infinity,
];
const SHARE: Rule = ['a number from 0 to 1', (value) => isNumber(value) && value >= 0 && value <= 1];
const INTEGER: Rule = ['an integer', (value) => Number.isSafeInteger(value)];
const COUNT: Rule = [
  'an integer of at least 1',
  (value) => Number.isSafeInteger(value) && Number(value) >= 1,
];
const OBJECT: Rule = ['an object', isObject];
const TEXTS: Rule = [
  'an object whose values are strings',
  (value) => isObject(value) && Object.values<unknown>({ ...value }).every(isText),
];
const ANY: Rule = ['', () => true];
const oneOf = (...values: readonly string[]): Rule => [
  values.map((value) => `'${value}'`).join(' or '),
  (value) => isText(value) && values.includes(value),
];

const REQUEST_RULES: Readonly<Record<keyof RequestParams, Rule>> = {
  model: TEXT,
  service: TEXT,
  maxTokens: COUNT,
  temperature: NOT_NEGATIVE,
  topP: SHARE,
  topK: COUNT,
  seed: INTEGER,
  presencePenalty: FINITE,
  frequencyPenalty: FINITE,
  reasoningEffort: TEXT,
  reasoningSummary: TEXT,
  serviceTier: TEXT,
  store: FLAG,
  strict: FLAG,
  structuredMode: oneOf('schema', 'tool', 'json', 'prompt'),
  promptCache: ['true, false or an object', (value) => typeof value === 'boolean' || isObject(value)],
  user: TEXT,
  extraBody: OBJECT,
  extraHeaders: TEXTS,
  metadata: TEXTS,
  maxIterations: ['an integer of at least 1', (value) => value === Infinity || COUNT[1](value)],
  onTurnLimit: oneOf('fail', 'answer'),
  parallelToolCalls: FLAG,
  toolChoice: [
    "'auto', 'required', 'none' or { tool: name }",
    (value) =>
      isObject(value) ? 'tool' in value && isText(value.tool) : oneOf('auto', 'required', 'none')[1](value),
  ],
  allowedTools: ANY,
  serviceTools: [
    'an array of names, such as web_search, and declarations with a type',
    (value) => Array.isArray(value) && value.every(isServiceTool),
  ],
  useHistory: FLAG,
  systemPrompt: ['a string', isText],
  stopSequences: ['an array of strings', (value) => Array.isArray(value) && value.every(isText)],
  calls: ['an object with model, tool or function', isObject],
  limit: ['an object with tokens, cost or time', isObject],
};

const STRUCTURED_RULES: Readonly<Record<keyof StructuredParams, Rule>> = {
  ...REQUEST_RULES,
  name: TEXT,
  maxRepairs: ['an integer of at least 0', (value) => value === 0 || COUNT[1](value)],
};

const STREAM_RULES: Readonly<Record<keyof StreamParams, Rule>> = { ...REQUEST_RULES, interval: ANY };

type Kind = 'request' | 'structured' | 'stream' | 'structured-stream';

const RULES: Readonly<Record<Kind, Readonly<Record<string, Rule>>>> = {
  request: REQUEST_RULES,
  structured: STRUCTURED_RULES,
  stream: STREAM_RULES,
  'structured-stream': { ...STRUCTURED_RULES, ...STREAM_RULES },
};

/**
 * Checks the parameters of a model request.
 *
 * @throws {@link InvalidArgumentError} for an unknown name, with the nearest known one, and for an invalid value
 */
export function checkParams(params: object, kind: Kind = 'request', argument: string = 'params'): void {
  checkObject(argument, params);
  const rules = RULES[kind];
  checkNames(argument, params, Object.keys(rules));
  for (const [name, value] of Object.entries<unknown>({ ...params })) {
    const [wanted, test] = rules[name] ?? ANY;
    if (value === undefined || test(value)) continue;
    throw invalidArgument(`${argument}.${name}`, value, wanted, argument);
  }
  if ('allowedTools' in params && params.allowedTools !== undefined) {
    checkAllowedTools(`${argument}.allowedTools`, params.allowedTools, argument);
  }
  if ('calls' in params && isObject(params.calls)) checkCallSettings(`${argument}.calls`, params.calls);
  if ('limit' in params && isObject(params.limit)) checkLimit(params.limit);
  if ('promptCache' in params && isObject(params.promptCache)) checkPromptCache(params.promptCache);
}

/** Services reject what they do not know, so only the form of a name or declaration is checked. */
function isServiceTool(tool: unknown): boolean {
  const name = isObject(tool) && 'type' in tool ? tool.type : tool;
  return isText(name) && name !== '';
}

function checkPromptCache(cache: PromptCache): void {
  checkNames('promptCache', cache, ['ttl', 'key']);
  const [wanted, test] = TEXT;
  for (const [name, value] of Object.entries<unknown>({ ...cache })) {
    if (value !== undefined && !test(value)) {
      throw invalidArgument(`promptCache.${name}`, value, wanted, 'promptCache');
    }
  }
}

/** @throws {@link InvalidArgumentError} for an unknown name or an invalid value in a {@link UsageLimit} */
export function checkLimit(limit: UsageLimit): void {
  checkNames('limit', limit, ['tokens', 'cost', 'time']);
  const { tokens, cost, time } = limit;
  for (const [name, amount] of Object.entries({ tokens, cost })) {
    if (amount !== undefined && !(isNumber(amount) && amount >= 0)) {
      throw invalidArgument(`limit.${name}`, amount, 'a number of at least 0', 'limit');
    }
  }
  if (time !== undefined) toTimeLimit(time, 'limit.time');
}

/** @throws {@link InvalidArgumentError} for a property that is not known, with the nearest known name */
function checkNames(argument: string, given: object, known: readonly string[]): void {
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const nearest = nearestName(name, known);
    const use = nearest === undefined ? `Use one of ${known.join(', ')}.` : `Did you mean ${nearest}?`;
    throw new InvalidArgumentError(`${argument} has no property "${boundText(name, 100)}".\n${use}`, {
      argument,
    });
  }
}
