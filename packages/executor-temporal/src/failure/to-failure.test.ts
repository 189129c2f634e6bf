import { ApplicationError, NotReadyError } from '@mcp-agent/core/errors';
import { expect, test } from 'vitest';
import { toFailure } from './to-failure.ts';

test('Temporal neither counts nor logs an attempt that polls as a failure', () => {
  const polling = toFailure(new NotReadyError('not yet', { nextRetryDelayMs: 5.5 }));
  expect(polling).toMatchObject({ type: 'NOT_READY', category: 'BENIGN', nextRetryDelay: 6 });
  expect(toFailure(new ApplicationError('failed')).category).not.toBe('BENIGN');
});
