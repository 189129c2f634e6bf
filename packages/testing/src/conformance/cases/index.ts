import type { Case } from '../kit.ts';
import { abilities } from './abilities.ts';
import { activities } from './activities.ts';
import { agents } from './agents.ts';
import { cancelling } from './cancelling.ts';
import { chains } from './chains.ts';
import { children } from './children.ts';
import { context } from './context.ts';
import { failures } from './failures.ts';
import { history } from './history.ts';
import { isolation } from './isolation.ts';
import { messages } from './messages.ts';
import { oddArguments } from './odd-arguments.ts';
import { turns } from './turns.ts';
import { words } from './words.ts';
import { starting } from './starting.ts';
import { timers } from './timers.ts';
import { values } from './values.ts';

/** Every case of the suite, concern by concern. */
export const ALL_CASES: readonly Case[] = [
  starting,
  failures,
  isolation,
  oddArguments,
  chains,
  turns,
  words,
  context,
  timers,
  messages,
  children,
  activities,
  cancelling,
  values,
  history,
  agents,
  abilities,
].flatMap(({ list }) => list);
