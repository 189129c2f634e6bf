import type { Config } from '@mcp-agent/config';

/** Who answers: the real service, or a stand-in on this machine. */
export interface AnsweringModel extends AsyncDisposable {
  readonly kind: 'service' | 'stand-in';
  /** Who it is, in words that the screen and the page show as they are. */
  readonly notice: string;
  /** The host that answers. */
  readonly host: string;
  /** How activities reach it. */
  readonly openai: Config['openai'];
}

/**
 * Chooses who answers: with a key the service that the configuration names, without one a stand-in.
 *
 * @param page the page that the stand-in reads where a question names none
 */
export async function openModel({ openai }: Config, page: string): Promise<AnsweringModel> {
  if ((openai.apiKey ?? '').trim() !== '') return service(openai);
  const { startStandInModel } = await import('@mcp-agent/testing/model');
  const standIn = await startStandInModel({ page });
  const unused =
    openai.baseUrl === undefined ? '' : ' For the service at openai.base_url, set any text as its key.';
  return {
    kind: 'stand-in',
    host: new URL(standIn.baseUrl).host,
    notice:
      'No OPENAI_API_KEY: a stand-in on this machine answers. It calls real tools and quotes what they return.' +
      unused,
    // Nothing of the user's own section: its headers are for the real service.
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
    notice: `The service at ${where} answers${defaultModel === undefined ? '' : `, with ${defaultModel}`}.`,
    openai,
    [Symbol.asyncDispose]: async () => {},
  };
}
