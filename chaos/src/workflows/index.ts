export { agent, approval } from './agent.ts';
export { continued } from './continued.ts';
export { long } from './long.ts';
export { messages } from './messages.ts';
export { parent } from './parent.ts';
export { timers } from './timers.ts';
