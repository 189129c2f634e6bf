export { agent, approval } from './agent.ts';
export { continued, long } from './long-running.ts';
export { messages } from './messages.ts';
export { parent, timers } from './timers.ts';
