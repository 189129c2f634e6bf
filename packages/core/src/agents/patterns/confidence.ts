/** How sure a model is of a choice. */
export type Confidence = 'high' | 'medium' | 'low';

const LEVELS: readonly Confidence[] = ['high', 'medium', 'low'];

/** How a model is asked for it. */
export const CONFIDENCE: { readonly type: 'string'; readonly enum: Confidence[] } = {
  type: 'string',
  enum: [...LEVELS],
};

/** The best so many choices, the surest first; of two of one name, the surer. */
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
