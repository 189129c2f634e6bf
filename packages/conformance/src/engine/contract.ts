import type { Contract } from '../contract/contract.ts';
import { ENGINE_CASES } from './cases/index.ts';
import { callActivity } from './workflows/activities.ts';
import { ENGINE_REQUIREMENTS, type EngineRequirementId } from './requirements/index.ts';

const ONCE = { retry: { maximumAttempts: 1 } };

/** The contract of every engine. */
export const ENGINE_CONTRACT: Contract<EngineRequirementId> = {
  promise: 'keeps the contract of an engine',
  probe: (executor) =>
    executor.executeWorkflow(callActivity, { activity: 'conformance.echo', input: null, options: ONCE }),
  requirements: ENGINE_REQUIREMENTS,
  concerns: {
    start: 'Starting',
    list: 'Listing',
    handle: 'Handles',
    isolation: 'Isolation',
    context: 'Context',
    timer: 'Timers',
    signal: 'Signals',
    query: 'Queries',
    update: 'Updates',
    child: 'Child workflows',
    activity: 'Activities',
    cancel: 'Cancellation',
    terminate: 'Termination',
    pause: 'Pause and resume',
    continue: 'Continue as new',
    failure: 'Failures',
    value: 'Values',
    history: 'History',
    follow: 'Following',
    error: 'Errors at every door',
    carry: 'Values at every door',
    option: 'Options',
    state: 'Handles by state',
    message: 'Messages by state',
  },
  capabilities: { 'start.cron': 'schedule' },
  cases: ENGINE_CASES,
};
