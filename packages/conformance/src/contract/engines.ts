import type { Capability } from './contract.ts';

/** The capabilities that the engines of this repository lack, as their own suites and `docs/contract.md` state. */
export const ENGINES: Readonly<Record<'asyncio' | 'temporal' | 'sqlite', readonly Capability[]>> = {
  asyncio: ['schedule'],
  temporal: [],
  sqlite: ['schedule'],
};
