export type { DevelopmentServerOptions, SearchAttributeType } from './development-server.ts';
export { type TemporalAttempt, TemporalStartError, TemporalUnavailableError } from './errors.ts';
export { findTemporal, type FindTemporalOptions } from './find.ts';
export { startTemporalServer, type StartTemporalServerOptions, type TemporalServer } from './server.ts';
export type { Environment, TemporalAddress, TemporalBinary, TemporalSource } from './source.ts';
