import type { JsonObject } from '@mcp-agent/core';

/** The part of `@opentelemetry/api` that is used here. */
type Api = typeof import('@opentelemetry/api');

let api: Api | undefined;

/** Loads OpenTelemetry's API, if the program has it. Call it before {@link traceContext}. */
export async function loadTracing(): Promise<void> {
  api ??= await import('@opentelemetry/api').catch(() => undefined);
}

/**
 * Returns the W3C trace context of the active span, as entries of a request's `_meta`: `traceparent`, `tracestate` and
 * `baggage` (SEP-414). It is empty unless the program registers an OpenTelemetry propagator.
 */
export function traceContext(): JsonObject {
  const carrier: Record<string, string> = {};
  api?.propagation.inject(api.context.active(), carrier);
  return carrier;
}
