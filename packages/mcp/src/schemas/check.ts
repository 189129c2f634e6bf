import { isJsonObject, messageOf } from '@mcp-agent/core/host';
import { Budget, BudgetExceeded } from './budget.ts';
import { CheckThread } from './check-thread.ts';
import { validate, type Validation } from './validate.ts';
import { measure } from './values.ts';

/**
 * Maximum amount of work on the main thread, a few milliseconds. An ordinary check needs some hundred units. A check that
 * needs more, because of a large or hostile schema or a large value, runs on the worker thread.
 */
const MAX_UNITS = 10_000;
/** Maximum size of a schema and a value together, roughly in characters of JSON: the limit of values in workflows. */
const MAX_SIZE = 2_000_000;

// The same relative address in the sources and in the build, where this file is part of a shared chunk.
const FILE = new URL(`../schema-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

type Author = 'user' | 'server';

/** A thread of their own for the user's schemas, which no server's schema delays. They are trusted, and have more time. */
const threads: Readonly<Record<Author, CheckThread>> = {
  user: new CheckThread(FILE, 10_000),
  server: new CheckThread(FILE, 1_000),
};

/** Why schemas that once reached the time limit are not checked again. */
const abandoned = new WeakMap<object, string>();

/**
 * Checks a value against a JSON Schema, in bounded time and without blocking the process. It never throws.
 *
 * @param noun what the value is called in problems, such as `arguments`
 * @param author whose schema it is. One of the user's code is trusted: where no worker thread can be started, it is
 * checked on the main thread.
 */
export async function checkValue(
  schema: object,
  value: unknown,
  noun: string,
  author: Author,
): Promise<Validation> {
  if (!isJsonObject(schema)) return unchecked('it is not an object');
  const reason = abandoned.get(schema);
  if (reason !== undefined) return unchecked(reason);
  try {
    return validate(schema, value, noun, MAX_UNITS);
  } catch (error) {
    if (!(error instanceof BudgetExceeded)) return unchecked(messageOf(error));
  }
  try {
    const size = new Budget(MAX_SIZE);
    for (const part of [schema, value]) measure(part, size);
    const job = { schema: JSON.stringify(schema), value: JSON.stringify(value) ?? 'null', noun };
    const outcome = await threads[author].run(job);
    if (outcome.kind === 'done') return outcome.validation;
    if (outcome.kind === 'timeout') abandoned.set(schema, outcome.reason);
    else if (author === 'user') return validate(schema, value, noun, Infinity);
    return unchecked(outcome.reason);
  } catch (error) {
    const isTooLarge = error instanceof BudgetExceeded;
    return unchecked(
      isTooLarge ? `schema and value are larger than ${MAX_SIZE} characters` : messageOf(error),
    );
  }
}

function unchecked(reason: string): Validation {
  return { problems: [], unchecked: [reason] };
}
