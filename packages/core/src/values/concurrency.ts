import { InvalidArgumentError } from '../errors/values.ts';

/** How many of a batch run at once. */
export interface Concurrency {
  /** A whole number from 1. Default: 10. */
  readonly concurrency?: number;
}

/** @throws {@link InvalidArgumentError} */
export function resolveConcurrency({ concurrency = 10 }: Concurrency): number {
  if (Number.isInteger(concurrency) && concurrency >= 1) return concurrency;
  throw new InvalidArgumentError(`concurrency is ${concurrency}; give a whole number from 1.`, {
    argument: 'concurrency',
  });
}
