import { asStep } from '../../runtime/workflow/as-step.ts';
import { Agent } from '../agent/agent.ts';
import { type ModelInput } from '../model/input.ts';
import { jsonSchema, type JsonSchema } from '../model/schema.ts';
import { best, CONFIDENCE, type Confidence } from './confidence.ts';
import { PatternRun } from './pattern-run.ts';
import { type PatternOptions, quote, wordsOf } from './text-generator.ts';
import type { TopK } from './router.ts';

/** An intent that the classifier can recognize. */
export interface Intent {
  /** Describes the intent to the model. */
  readonly description?: string;
  /** Sample requests with this intent. */
  readonly examples?: readonly string[];
}

/** A detail of the request that belongs to the intent, such as a date or a name. */
export interface ExtractedEntity {
  readonly name: string;
  readonly value: string;
}

/** An intent that the model found in a request. */
export interface IntentClassification<Name extends string = string> {
  readonly intent: Name;
  readonly confidence: Confidence;
  /** The model's explanation. */
  readonly reasoning: string;
  /** Details of the request that matter for the intent. */
  readonly entities: readonly ExtractedEntity[];
}

/** Options of an {@link LLMIntentClassifier}. */
export interface IntentClassifierOptions<Name extends string> extends PatternOptions {
  readonly intents: Readonly<Record<Name, Intent>>;
  /** System prompt of the classifier. Default: a built-in one. */
  readonly instruction?: string;
}

/**
 * Classifies the intents of a request with a model. mcp-agent's `LLMIntentClassifier`.
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

  /** Returns at most `topK` intents of a request, the most confident first. The result is empty if no intent fits. */
  classify(request: ModelInput, { topK = 1 }: TopK = {}): Promise<IntentClassification<Name>[]> {
    return asStep('LLMIntentClassifier classify', async (ctx) => {
      const run = new PatternRun(ctx, this.#options);
      const { intents, instruction = CLASSIFIER } = this.#options;
      const model = await run.modelOf(new Agent({ name: 'intent-classifier', instruction }));
      const prompt = [
        'Intents:',
        ...Object.entries<Intent>(intents).map(([name, intent]) => `- ${name}${describe(intent)}`),
        '',
        quote('request', wordsOf(request)),
        '',
        `Name at most ${topK}. Name none where none fits.`,
      ];
      const form = intentsOf<Name>(Object.keys(intents));
      const { found } = await model.generateStructured(prompt.join('\n'), form, {
        name: 'intents',
        ...run.limits,
      });
      return best(found, ({ intent }) => intent, topK);
    });
  }
}

const CLASSIFIER =
  'You classify requests by intent. Choose the listed intents that a request expresses, ' +
  'with the entities in it that matter for them.';

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
            reasoning: { type: 'string', description: 'The reason, in one sentence' },
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
