import type { LanguageModelV2, LanguageModelV3, LanguageModelV4 } from '@ai-sdk/provider';
import { fromV2 } from './older/v2.ts';
import { fromV3 } from './older/v3.ts';

/** A language model of the AI SDK, of any version of its specification that is in use. */
export type AISDKModel = LanguageModelV4 | LanguageModelV3 | LanguageModelV2;

/** Whether a value is a language model of the AI SDK. */
export function isModel(value: unknown): value is AISDKModel {
  return (
    typeof value === 'object' &&
    value !== null &&
    'doGenerate' in value &&
    'doStream' in value &&
    'specificationVersion' in value &&
    ['v2', 'v3', 'v4'].includes(String(value.specificationVersion))
  );
}

/** Returns a model with version 4 of the specification. */
export function asV4(model: AISDKModel): LanguageModelV4 {
  if (model.specificationVersion === 'v4') return model;
  return model.specificationVersion === 'v3' ? fromV3(model) : fromV2(model);
}
