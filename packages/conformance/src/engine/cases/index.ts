import type { Case } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import { TABLE_CASES } from '../tables/cases.ts';
import { activities } from './activities.ts';
import { activityRetries } from './activity-retries.ts';
import { cancellation } from './cancellation.ts';
import { children } from './children.ts';
import { context } from './context.ts';
import { continuing } from './continuing.ts';
import { failures } from './failures.ts';
import { followers } from './followers.ts';
import { following } from './following.ts';
import { handles } from './handles.ts';
import { history } from './history.ts';
import { isolation } from './isolation.ts';
import { listing } from './listing.ts';
import { pausing } from './pausing.ts';
import { queries } from './queries.ts';
import { rejections } from './rejections.ts';
import { signals } from './signals.ts';
import { startPolicies } from './start-policies.ts';
import { starting } from './starting.ts';
import { timers } from './timers.ts';
import { updates } from './updates.ts';
import { values } from './values.ts';

/** All cases of the suite, by concern. */
export const ENGINE_CASES: readonly Case<EngineRequirementId>[] = [
  ...[
    starting,
    startPolicies,
    listing,
    handles,
    failures,
    continuing,
    isolation,
    rejections,
    context,
    values,
    signals,
    queries,
    updates,
    timers,
    children,
    activities,
    activityRetries,
    history,
    following,
    followers,
    cancellation,
    pausing,
  ].flatMap(({ list }) => list),
  ...TABLE_CASES,
];
