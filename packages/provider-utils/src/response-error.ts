import type { Service } from './service.ts';

/**
 * An unsuccessful response of a service, or an error that a service reports within a response. `askService` converts it
 * to a `ModelError`.
 *
 * @example
 * ```ts
 * if ('error' in event) throw new ResponseError({ body: event.error });
 * ```
 */
export class ResponseError extends Error {
  override readonly name = 'ResponseError';
  /** HTTP status of an unsuccessful response. Absent if the service reports the error within a response. */
  readonly status?: number;
  /** Headers of the response. */
  readonly headers?: Pick<Headers, 'get'>;
  /** The error as the service sends it: JSON of any form, or text. */
  readonly body: unknown;
  /** Whether a retry cannot succeed. Default: determined by the status and the body. */
  readonly final?: boolean;
  /** Returns what to do, if the status and the body do not determine it. */
  readonly advise?: (service: Service) => string;

  constructor({ status, headers, body, final, advise }: ResponseErrorFields) {
    // The message has no words of the service: clients search it for words such as "timed out".
    super('The service reported an error.');
    this.body = body;
    if (status !== undefined) this.status = status;
    if (headers !== undefined) this.headers = headers;
    if (final !== undefined) this.final = final;
    if (advise !== undefined) this.advise = advise;
  }
}

/** Fields of a {@link ResponseError}. */
export type ResponseErrorFields = Pick<ResponseError, 'status' | 'headers' | 'body' | 'final' | 'advise'>;
