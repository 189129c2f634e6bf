import type { Mutant } from '../mutant.ts';
import { abilities } from './abilities.ts';
import { activities } from './activities.ts';
import { agents } from './agents.ts';
import { calls } from './calls.ts';
import { cancelling } from './cancelling.ts';
import { chains } from './chains.ts';
import { children } from './children.ts';
import { errors } from './errors.ts';
import { following } from './following.ts';
import { handles } from './handles.ts';
import { isolation } from './isolation.ts';
import { loop } from './loop.ts';
import { messages } from './messages.ts';
import { starting } from './starting.ts';
import { tables } from './tables.ts';
import { timers } from './timers.ts';
import { tools } from './tools.ts';
import { values } from './values.ts';

/** All mutants, by concern. */
export const MUTANTS: readonly Mutant[] = [
  starting,
  handles,
  timers,
  messages,
  children,
  activities,
  calls,
  cancelling,
  errors,
  values,
  agents,
  abilities,
  tools,
  loop,
  isolation,
  chains,
  tables,
  following,
].flat();
