import type { Capability } from './requirements.ts';

/** The engines of this repository and what each is without: their own suites and `docs/contract.md` say the same. */
export const ENGINES: Readonly<Record<'asyncio' | 'temporal' | 'sqlite', readonly Capability[]>> = {
  asyncio: ['schedule'],
  temporal: [],
  sqlite: ['schedule'],
};
