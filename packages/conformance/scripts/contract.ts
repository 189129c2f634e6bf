import { writeFileSync } from 'node:fs';
import { contractDocument } from '../src/contract/contract-document.ts';

// Writes docs/contract.md from the requirements.
writeFileSync(new URL('../../../docs/contract.md', import.meta.url), contractDocument());
