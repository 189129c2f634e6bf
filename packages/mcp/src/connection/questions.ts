import type { JsonObject } from '@mcp-agent/core';
import { fromJson, toJson } from '@mcp-agent/core/engine';
import {
  type InputRequired,
  type InvalidInput,
  isJsonObject,
  MAX_QUESTIONS_BYTES,
  MAX_SERVER_REQUESTS,
  MAX_STATE_BYTES,
  messageOf,
  type QuestionAnswer,
  type ServerQuestion,
} from '@mcp-agent/core/host';
import { RequestFailure } from '../request-failure.ts';
import { checkReceived } from '../schema-check.ts';
import { elicitResult } from './answers.ts';
import type { Connection } from './connection.ts';
import { jsonBytes } from './content.ts';
import { elicitationRequest, fillIn } from './elicitation.ts';
import { rootsOf } from './roots.ts';
import { samplingRequest, samplingResult } from './sampling.ts';

type Asker = Pick<Connection, 'spec' | 'log'>;

/**
 * Converts the questions in a result or a task.
 *
 * @throws {@link RequestFailure} when they exceed a limit, or one is neither for a person nor for a model
 */
export function questionsIn(
  asker: Asker,
  result: { readonly inputRequests?: unknown; readonly requestState?: unknown },
): InputRequired {
  const { inputRequests, requestState } = result;
  const entries =
    typeof inputRequests === 'object' && inputRequests !== null ? Object.entries(inputRequests) : [];
  if (entries.length > MAX_SERVER_REQUESTS) throw tooMuch(`${entries.length} questions`, MAX_SERVER_REQUESTS);
  const questions = entries.map(([key, request]) => questionOf(asker, key, request));
  const bytes = jsonBytes(questions);
  if (bytes > MAX_QUESTIONS_BYTES) throw tooMuch(`questions of ${bytes} bytes`, MAX_QUESTIONS_BYTES);
  if (typeof requestState !== 'string') return { inputRequired: { questions } };
  const stateBytes = jsonBytes(requestState);
  if (stateBytes > MAX_STATE_BYTES) throw tooMuch(`a requestState of ${stateBytes} bytes`, MAX_STATE_BYTES);
  return { inputRequired: { questions, requestState } };
}

/** Converts answers for the server. Forms are filled in with their defaults and checked. */
export async function inputResponses(
  asker: Asker,
  answers: readonly QuestionAnswer[],
): Promise<{ readonly inputResponses: JsonObject } | InvalidInput> {
  const invalidInput: { key: string; problem: string }[] = [];
  const entries: [string, unknown][] = [];
  for (const given of answers) {
    const response = await responseTo(asker, given);
    if ('problem' in response) invalidInput.push({ key: given.key, problem: response.problem });
    else entries.push([given.key, response]);
  }
  if (invalidInput.length > 0) return { invalidInput };
  return { inputResponses: fromJson(toJson(Object.fromEntries(entries), 'answers')) };
}

async function responseTo(
  asker: Asker,
  given: QuestionAnswer,
): Promise<object | { readonly problem: string }> {
  switch (given.kind) {
    case 'elicitation': {
      const { answer, schema } = given;
      const isForm = answer.action === 'accept' && schema !== undefined;
      return isForm ? filledIn(asker, schema, answer.content ?? {}) : { action: answer.action };
    }
    case 'sampling':
      return samplingResult(given.answer);
    case 'roots':
      return { roots: rootsOf(asker.spec) };
    default:
      return { action: 'decline' };
  }
}

async function filledIn(
  { log }: Asker,
  schema: JsonObject,
  given: JsonObject,
): Promise<object | { readonly problem: string }> {
  const content = fillIn(schema, given);
  const check = checkReceived(schema, 'answer', (reason) =>
    log.write('warn', `The user's answer is not fully checked against the schema of the form: ${reason}.`),
  );
  const problem = await check(content);
  if (problem !== undefined) return { problem };
  try {
    return elicitResult({ action: 'accept', content });
  } catch (error) {
    // A form is flat, whatever its schema allows.
    return { problem: messageOf(error) };
  }
}

function questionOf({ spec, log }: Asker, key: string, request: unknown): ServerQuestion {
  const { method, params } = isJsonObject(request) ? request : {};
  if (method === 'roots/list') return { key, kind: 'roots' };
  try {
    if (method === 'elicitation/create') {
      return { key, kind: 'elicitation', request: elicitationRequest(spec.name, params) };
    }
    if (method === 'sampling/createMessage') {
      return { key, kind: 'sampling', request: samplingRequest(spec.name, params) };
    }
    throw new Error('it is unknown');
  } catch (error) {
    const what = `question ${JSON.stringify(key.slice(0, 100))} (${typeof method === 'string' ? method.slice(0, 100) : 'no method'})`;
    if (method === 'elicitation/create') {
      log.write('warn', `The ${what} is declined: ${messageOf(error)}`);
      return { key, kind: 'declined' };
    }
    throw new RequestFailure(`its ${what} cannot be answered: ${messageOf(error)}`, FINAL);
  }
}

function tooMuch(what: string, limit: number): RequestFailure {
  return new RequestFailure(`it asks ${what} (maximum: ${limit})`, FINAL);
}

const FINAL = { delivery: 'answered', final: true } as const;
