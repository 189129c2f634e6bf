import { RE2JS } from 're2js';
import { type Budget, BudgetExceeded } from './budget.ts';
import type { Notes } from './notes.ts';
import { toRE2 } from './pattern-syntax.ts';
import type { Verdict } from './verdict.ts';

/** Maximum number of compiled patterns. */
const MAX_COMPILED = 64;
/**
 * Number of characters after which a pattern is compiled again. Its automaton grows with the texts that it reads, by up
 * to 8 MB.
 */
const MAX_CHARACTERS = 4_000;

const UNITS_TO_COMPILE = 500;
const UNITS_PER_PATTERN_CHARACTER = 10;
const UNITS_PER_INSTRUCTION = 30;
/** Maximum size of a pattern's program on the main thread: its automaton takes time, too. */
const MAX_INSTRUCTIONS = 300;
/** A character costs a unit, and another one for this many instructions. */
const INSTRUCTIONS_PER_UNIT = 50;

interface Linear {
  readonly regex: RE2JS;
  readonly instructions: number;
  characters: number;
}

const compiled = new Map<string, Linear | undefined>();

/**
 * Tests texts against regular expressions of schemas. RE2 does it in linear time, but lacks lookaround and
 * backreferences: patterns with these are left to the worker thread, which can be terminated.
 */
export class Patterns {
  readonly #budget: Budget;
  readonly #notes: Notes;
  readonly #native = new Map<string, RegExp | undefined>();

  constructor(budget: Budget, notes: Notes) {
    this.#budget = budget;
    this.#notes = notes;
  }

  test(pattern: string, text: string): Verdict {
    const linear = this.#linear(pattern);
    const isLarge = linear !== undefined && linear.instructions > MAX_INSTRUCTIONS;
    if (!this.#budget.isUnlimited && (linear === undefined || isLarge)) {
      throw new BudgetExceeded(`The pattern ${pattern} may take too long.`);
    }
    if (linear !== undefined) {
      this.#budget.spend((text.length + 1) * (1 + linear.instructions / INSTRUCTIONS_PER_UNIT));
      linear.characters += text.length;
      if (linear.characters > MAX_CHARACTERS) compiled.delete(pattern);
      return linear.regex.test(text) ? 'yes' : 'no';
    }
    const native = this.#nativeOf(pattern);
    if (native !== undefined) return native.test(text) ? 'yes' : 'no';
    this.#notes.add(`pattern "${pattern}" is not a regular expression that is supported`);
    return 'unsure';
  }

  #linear(pattern: string): Linear | undefined {
    if (compiled.has(pattern)) return compiled.get(pattern);
    this.#budget.spend(UNITS_TO_COMPILE + pattern.length * UNITS_PER_PATTERN_CHARACTER);
    const linear = compileLinear(pattern);
    const [oldest] = compiled.keys();
    if (compiled.size >= MAX_COMPILED && oldest !== undefined) compiled.delete(oldest);
    compiled.set(pattern, linear);
    this.#budget.spend((linear?.instructions ?? 0) * UNITS_PER_INSTRUCTION);
    return linear;
  }

  #nativeOf(pattern: string): RegExp | undefined {
    if (!this.#native.has(pattern)) {
      this.#native.set(pattern, compileNative(pattern, 'u') ?? compileNative(pattern, ''));
    }
    return this.#native.get(pattern);
  }
}

function compileLinear(pattern: string): Linear | undefined {
  try {
    const regex = RE2JS.compile(toRE2(pattern));
    return { regex, instructions: regex.programSize(), characters: 0 };
  } catch {
    return undefined;
  }
}

function compileNative(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return undefined;
  }
}
