import type { Config } from '@mcp-agent/config';

/** The model that answers: a real service, or a stand-in on this machine. */
export interface AnsweringModel extends AsyncDisposable {
  readonly kind: 'service' | 'stand-in';
  /** Description for the user. */
  readonly notice: string;
  /** Host of the service. */
  readonly host: string;
  /** Settings for the activities. */
  readonly openai: Config['openai'];
}

/**
 * Opens the model: with an API key, the configured service; without one, a stand-in.
 *
 * @param page URL that the stand-in reads if a question contains none
 */
export async function openModel({ openai }: Config, page: string): Promise<AnsweringModel> {
  if ((openai.apiKey ?? '').trim() !== '') return service(openai);
  const { startStandInModel } = await import('@mcp-agent/testing/model');
  const standIn = await startStandInModel({ page });
  const unused =
    openai.baseUrl === undefined ? '' : ' To use the service at openai.base_url, set its API key.';
  return {
    kind: 'stand-in',
    host: new URL(standIn.baseUrl).host,
    notice:
      'OPENAI_API_KEY is not set: a stand-in on this machine answers. It calls real tools and quotes their results.' +
      unused,
    // The user's settings are omitted: their headers are for the real service.
    openai: { apiKey: standIn.apiKey, baseUrl: standIn.baseUrl, defaultModel: 'stand-in' },
    [Symbol.asyncDispose]: () => standIn.close(),
  };
}

function service(openai: Config['openai']): AnsweringModel {
  const { baseUrl, defaultModel } = openai;
  const where = baseUrl !== undefined && URL.canParse(baseUrl) ? new URL(baseUrl).host : 'api.openai.com';
  return {
    kind: 'service',
    host: where,
    notice: `The service at ${where} answers${defaultModel === undefined ? '' : ` with ${defaultModel}`}.`,
    openai,
    [Symbol.asyncDispose]: async () => {},
  };
}
