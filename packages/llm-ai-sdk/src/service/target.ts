import type { ActivityContext } from '@mcp-agent/core';
import { ModelError } from '@mcp-agent/core/errors';
import { messageOf, type ModelRequest } from '@mcp-agent/core/provider';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { serviceSection, type ServiceSection, withDefaults } from '@mcp-agent/provider-utils';
import { PROVIDER } from '../augmented-llm.ts';
import { asV4, isModel } from '../model.ts';
import { findModel, unknownModel } from '../models.ts';
import type { AISDKSettings } from '../settings.ts';
import { cannotCreate, providers } from './providers.ts';

/** What a request asks: a model, with the defaults of its service. */
export interface Target {
  readonly model: LanguageModelV4;
  readonly request: ModelRequest;
  /** The service in the settings; `undefined` for a registered model. */
  readonly section: ServiceSection<AISDKSettings> | undefined;
}

/**
 * Returns the model of a request: one of a service in the settings, or a registered one.
 *
 * @throws {@link ModelError}, permanent, when there is none
 */
export async function targetOf(request: ModelRequest, context: ActivityContext): Promise<Target> {
  return request.params.service === undefined ? registered(request) : configured(request, context);
}

async function registered(request: ModelRequest): Promise<Target> {
  const { model: name } = request.params;
  if (name === undefined) {
    throw notFound('', `The request names no model.\n${unknownModel('')}`);
  }
  let found: unknown;
  try {
    found = await findModel(name);
  } catch (cause) {
    throw new ModelError(
      `The registered model "${name}" cannot be created: ${messageOf(cause)}\nCorrect its function in defineModels.`,
      { provider: PROVIDER, model: name, nonRetryable: true, cause },
    );
  }
  if (found === undefined) throw notFound(name, `Model "${name}" is not registered.\n${unknownModel(name)}`);
  if (!isModel(found)) {
    throw notFound(
      name,
      `The registered model "${name}" is not a language model of the AI SDK.\nReturn one from its function in defineModels, such as google('gemini-3-flash').`,
    );
  }
  return { model: asV4(found), request, section: undefined };
}

async function configured(request: ModelRequest, context: ActivityContext): Promise<Target> {
  const { params } = request;
  const own: AISDKSettings = { package: '' };
  const section = serviceSection(PROVIDER, own, request, context.settings);
  const { name, path, settings } = section;
  const id = params.model ?? settings.defaultModel;
  if (id === undefined) {
    throw notFound('', `The request names no model.\nSet model in the request, or ${path}.default_model.`);
  }
  const provider = await (await context.resource(providers)).of(name);
  let made: unknown;
  try {
    made = languageModel(provider, id);
  } catch (error) {
    throw notFound(id, cannotCreate(`the model "${id}"`, settings, path, error));
  }
  if (!isModel(made)) {
    throw notFound(
      id,
      `The package ${settings.package} of ${path} does not create language models of the AI SDK.\nCorrect ${path}.package or ${path}.factory. Models need version 2, 3 or 4 of the specification.`,
    );
  }
  return { model: asV4(made), request: withDefaults(request, settings), section };
}

/** Creates a model of a provider, which is a function or has one. */
function languageModel(provider: unknown, id: string): unknown {
  if (typeof provider !== 'function' && (typeof provider !== 'object' || provider === null)) return undefined;
  if ('languageModel' in provider && typeof provider.languageModel === 'function') {
    const made: unknown = provider.languageModel(id);
    return made;
  }
  if (typeof provider !== 'function') return undefined;
  const made: unknown = Reflect.apply(provider, undefined, [id]);
  return made;
}

function notFound(model: string, message: string): ModelError {
  return new ModelError(message, { provider: PROVIDER, model, nonRetryable: true });
}
