import type {
  LanguageModelV3,
  LanguageModelV3CallOptions,
  LanguageModelV3File,
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4File,
  SharedV4Warning,
} from '@ai-sdk/provider';
import { toV3Prompt } from './prompt.ts';

/** Returns a model of version 3 as one of version 4. */
export function fromV3(model: LanguageModelV3): LanguageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: model.supportedUrls,
    doGenerate: async (options) => {
      const { content, warnings, ...result } = await model.doGenerate(toV3Options(options));
      return {
        ...result,
        content: content.map((part) => (part.type === 'file' ? fromFile(part) : part)),
        warnings: [...warnings, ...reasoningWarning(options)],
      };
    },
    doStream: async (options) => {
      const { stream, ...result } = await model.doStream(toV3Options(options));
      const unsupported = reasoningWarning(options);
      return {
        ...result,
        stream: stream.pipeThrough(
          new TransformStream({
            transform: (part, controller) => {
              if (part.type === 'file') controller.enqueue(fromFile(part));
              else if (part.type === 'stream-start')
                controller.enqueue({ ...part, warnings: [...part.warnings, ...unsupported] });
              else controller.enqueue(part);
            },
          }),
        ),
      };
    },
  };
}

function toV3Options({
  reasoning: _reasoning,
  ...options
}: LanguageModelV4CallOptions): LanguageModelV3CallOptions {
  return { ...options, prompt: toV3Prompt(options.prompt) };
}

/** Returns a file of an earlier version. */
export function fromFile({ data, ...file }: LanguageModelV3File): LanguageModelV4File {
  return { ...file, data: { type: 'data', data } };
}

/** Warns of a reasoning effort, for which earlier versions have no option. */
export function reasoningWarning({ reasoning }: LanguageModelV4CallOptions): SharedV4Warning[] {
  if (reasoning === undefined) return [];
  const details = 'this version of the package has no option for it; set it in providerOptions';
  return [{ type: 'unsupported', feature: 'reasoning', details }];
}
