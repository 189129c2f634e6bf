import type { JsonObject } from '@mcp-agent/core';
import { Budget, BudgetExceeded } from './budget.ts';
import { evaluate } from './evaluate.ts';
import { Evaluated } from './evaluated.ts';
import { Notes } from './notes.ts';
import { Patterns } from './patterns.ts';
import { Problems } from './problems.ts';
import { References } from './references.ts';
import { SchemaIndex } from './schema-index.ts';
import type { Run } from './visit.ts';

/** The result of a check of a value against a schema. */
export interface Validation {
  /** What is wrong with the value, in words for a model. */
  readonly problems: readonly string[];
  /** Why the check is incomplete. The value passes what could not be checked. */
  readonly unchecked: readonly string[];
}

/**
 * Validates a value against a JSON Schema. It interprets the schema instead of compiling it: nothing is kept, and no
 * code is generated from what others wrote.
 *
 * @param noun what the value is called in problems, such as `arguments`
 * @param units maximum amount of work; `Infinity` only where the thread can be terminated
 * @throws {@link BudgetExceeded} when it is too much work
 */
export function validate(schema: JsonObject, value: unknown, noun: string, units: number): Validation {
  const notes = new Notes();
  const problems = new Problems();
  try {
    const budget = new Budget(units);
    const index = new SchemaIndex(schema, budget, notes);
    const references = new References(index, budget);
    for (const [reference, from] of index.references) {
      if (references.resolve(reference, from) === undefined) {
        notes.add(`can't resolve reference ${reference}`);
      }
    }
    const run: Run = {
      budget,
      notes,
      references,
      patterns: new Patterns(budget, notes),
      evaluate: (...args) => evaluate(index, run, ...args),
    };
    run.evaluate(schema, value, {
      path: noun,
      scope: { resource: index.root, outer: undefined },
      problems,
      evaluated: index.tracksEvaluated ? new Evaluated() : undefined,
    });
    return { problems: problems.texts, unchecked: notes.texts };
  } catch (error) {
    if (error instanceof BudgetExceeded) throw error;
    // The call stack can end before the check's own limit if the caller is deep in it.
    notes.add(error instanceof Error ? error.message : String(error));
    return { problems: [], unchecked: notes.texts };
  }
}
