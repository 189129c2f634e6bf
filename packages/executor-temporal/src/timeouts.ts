// How soon the loss of a worker shows. The numbers are measured by `tests/recovery`.

/**
 * Maximum time between two heartbeats of an activity, unless its options set one. Heartbeats are sent every 2 seconds by
 * a thread of their own, so one may be late by 2 seconds. A shorter timeout would take a restarted server for dead
 * workers.
 */
export const HEARTBEAT_TIMEOUT = '4s';

/**
 * How long a workflow task waits for the worker that has the workflow in its cache, before any worker may run it. A
 * worker whose event loop is blocked for that long loses its cached workflows: the next one replays them.
 */
export const STICKY_TIMEOUT = '3s';

/**
 * How long a worker may take for a workflow task. The SDK's own limit for workflow code is 5 seconds too; tasks of long
 * replays get more with each attempt, from the server.
 */
export const WORKFLOW_TASK_TIMEOUT = '5s';
