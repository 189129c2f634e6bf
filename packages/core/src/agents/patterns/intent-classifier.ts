import { asStep } from '../../runtime/workflow/as-step.ts';
import { Agent } from '../agent/agent.ts';
import { type ModelInput } from '../model/input.ts';
import { jsonSchema, type JsonSchema } from '../model/schema.ts';
import { best, CONFIDENCE, type Confidence } from './confidence.ts';
import { modelOf, type PatternOptions, quote, wordsOf } from './text-generator.ts';
import type { TopK } from './router.ts';

/** What somebody may want. */
export interface Intent {
  /** Tells the model what it means. */
  readonly description?: string;
  /** How somebody may put it. */
  readonly examples?: readonly string[];
}

/** What was said about an intent: a date, a name. */
export interface ExtractedEntity {
  readonly name: string;
  readonly value: string;
}

/** What somebody wants, as a model sees it. */
export interface IntentClassification<Name extends string = string> {
  readonly intent: Name;
  readonly confidence: Confidence;
  /** In the model's words. */
  readonly reasoning: string;
  /** What the request says that matters for the intent. */
  readonly entities: readonly ExtractedEntity[];
}

/** What an {@link LLMIntentClassifier} is made from. */
export interface IntentClassifierOptions<Name extends string> extends PatternOptions {
  readonly intents: Readonly<Record<Name, Intent>>;
  /** What the model is told to be. Default: one who tells what a request is meant to bring about. */
  readonly instruction?: string;
}

/**
 * Has a model say what a request is meant to bring about. mcp-agent's `LLMIntentClassifier`.
 *
 * @example
 * ```ts
 * const classifier = new LLMIntentClassifier({
 *   llm: OpenAIAugmentedLLM,
 *   intents: { refund: { description: 'Wants money back' }, order: { examples: ['I take two of these'] } },
 * });
 * const [{ intent, entities } = { intent: undefined }] = await classifier.classify('I take three');
 * ```
 */
export class LLMIntentClassifier<Name extends string> {
  readonly #options: IntentClassifierOptions<Name>;

  constructor(options: IntentClassifierOptions<Name>) {
    this.#options = options;
  }

  /** The intents of a request, the surest first; none where none fits. */
  classify(request: ModelInput, { topK = 1 }: TopK = {}): Promise<IntentClassification<Name>[]> {
    return asStep('LLMIntentClassifier classify', async () => {
      const { intents, instruction = CLASSIFIER } = this.#options;
      const model = await modelOf(new Agent({ name: 'intent-classifier', instruction }), this.#options);
      const prompt = [
        'Intents:',
        ...Object.entries<Intent>(intents).map(([name, intent]) => `- ${name}${describe(intent)}`),
        '',
        quote('request', wordsOf(request)),
        '',
        `Name at the most ${topK}. Name none where none fits.`,
      ];
      const form = intentsOf<Name>(Object.keys(intents));
      const { found } = await model.generateStructured(prompt.join('\n'), form, { name: 'intents' });
      return best(found, ({ intent }) => intent, topK);
    });
  }
}

const CLASSIFIER =
  'You tell what requests are meant to bring about. You are told of intents, and name those that a request has, ' +
  'with what it says that matters for them.';

function describe({ description, examples = [] }: Intent): string {
  const meaning = description === undefined ? '' : `: ${description}`;
  return `${meaning}${examples.map((example) => `\n  such as: ${example}`).join('')}`;
}

function intentsOf<Name extends string>(
  names: string[],
): JsonSchema<{ found: IntentClassification<Name>[] }> {
  return jsonSchema({
    type: 'object',
    properties: {
      found: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            reasoning: { type: 'string', description: 'Why, in a sentence' },
            intent: { type: 'string', enum: names },
            confidence: CONFIDENCE,
            entities: {
              type: 'array',
              items: {
                type: 'object',
                properties: { name: { type: 'string' }, value: { type: 'string' } },
                required: ['name', 'value'],
                additionalProperties: false,
              },
            },
          },
          required: ['reasoning', 'intent', 'confidence', 'entities'],
          additionalProperties: false,
        },
      },
    },
    required: ['found'],
    additionalProperties: false,
  });
}
