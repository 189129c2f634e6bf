export { recordTrace, type TraceError, type TraceEvent, traceOf } from './trace.ts';
