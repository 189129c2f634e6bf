import type { JsonObject, JsonValue } from '@mcp-agent/core';
import type { Budget } from './budget.ts';
import { keywordOf } from './dialect.ts';
import { Evaluated } from './evaluated.ts';
import type { Notes } from './notes.ts';
import type { Patterns } from './patterns.ts';
import type { Problems } from './problems.ts';
import type { References } from './references.ts';
import type { Resource } from './resource.ts';
import type { Verdict } from './verdict.ts';

/** The resources that a check entered on its way, the innermost first. */
export interface Scope {
  readonly resource: Resource;
  readonly outer: Scope | undefined;
}

/** A place in the value, with what a check of it needs. */
export interface Place {
  readonly path: string;
  readonly scope: Scope;
  /** Absent if no problems are wanted, such as in `not`. The check may then stop at the first one. */
  readonly problems: Problems | undefined;
  /** Absent if no schema asks for it. */
  readonly evaluated: Evaluated | undefined;
}

/** What all steps of one check share. */
export interface Run {
  readonly budget: Budget;
  readonly notes: Notes;
  readonly patterns: Patterns;
  readonly references: References;
  evaluate(schema: JsonValue, value: unknown, place: Place): Verdict;
}

/** One schema at one place of the value. */
export class Visit {
  readonly schema: JsonObject;
  readonly place: Place;
  readonly run: Run;

  constructor(schema: JsonObject, place: Place, run: Run) {
    this.schema = schema;
    this.place = place;
    this.run = run;
  }

  get evaluated(): Evaluated | undefined {
    return this.place.evaluated;
  }

  /** Whether all problems are wanted, not only the first one. */
  get wantsAll(): boolean {
    return this.place.problems?.isFull === false;
  }

  /** Returns the value of a keyword, and spends a unit if it is there. */
  keyword(name: string): JsonValue | undefined {
    const value = keywordOf(this.schema, name, this.place.scope.resource.dialect);
    if (value !== undefined) this.run.budget.spend(1);
    return value;
  }

  number(name: string): number | undefined {
    const value = this.keyword(name);
    return typeof value === 'number' ? value : undefined;
  }

  fail(text: string, path: string = this.place.path): 'no' {
    this.place.problems?.add(path, text);
    return 'no';
  }

  /** Fails with a text that is made only if it is wanted. */
  require(matches: boolean, text: () => string): Verdict {
    if (matches) return 'yes';
    return this.wantsAll ? this.fail(text()) : 'no';
  }

  /** Evaluates a schema of a part of the value. */
  child(schema: JsonValue, value: unknown, name: string | number): Verdict {
    const { path, scope, problems } = this.place;
    const evaluated = this.evaluated && new Evaluated();
    return this.run.evaluate(schema, value, { path: `${path}/${name}`, scope, problems, evaluated });
  }

  /**
   * Evaluates another schema of the same value. If it matches, what it evaluated counts.
   *
   * @param problems receives its problems; `undefined` for none
   */
  same(schema: JsonValue, value: unknown, problems: Problems | undefined, scope?: Scope): Verdict {
    const evaluated = this.evaluated && new Evaluated();
    const place = { ...this.place, problems, evaluated, ...(scope && { scope }) };
    const verdict = this.run.evaluate(schema, value, place);
    if (evaluated === undefined || verdict === 'no') return verdict;
    // What cannot be checked may have evaluated everything.
    if (verdict === 'unsure') evaluated.addAll();
    this.run.budget.spend(this.evaluated?.merge(evaluated) ?? 0);
    return verdict;
  }
}
