/** A model's confidence in a choice. */
export type Confidence = 'high' | 'medium' | 'low';

const LEVELS: readonly Confidence[] = ['high', 'medium', 'low'];

/** JSON Schema of a {@link Confidence}. */
export const CONFIDENCE: { readonly type: 'string'; readonly enum: Confidence[] } = {
  type: 'string',
  enum: [...LEVELS],
};

/**
 * Returns at most `topK` choices, the most confident first. Of several choices with the same name, keeps the
 * most confident.
 */
export function best<Choice extends { readonly confidence: Confidence }>(
  choices: readonly Choice[],
  nameOf: (choice: Choice) => string,
  topK: number,
): Choice[] {
  const seen = new Set<string>();
  return choices
    .toSorted((one, other) => LEVELS.indexOf(one.confidence) - LEVELS.indexOf(other.confidence))
    .filter((choice) => !seen.has(nameOf(choice)) && seen.add(nameOf(choice)))
    .slice(0, topK);
}
