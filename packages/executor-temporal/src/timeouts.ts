// How soon the loss of a worker is detected. `tests/recovery` measures it.

/**
 * Maximum time between two heartbeats of an activity, unless its options set one. A thread of its own sends one every
 * half of it, so one may be late by as much. With 3.5 seconds, a load of 14 on two cores made slow activities count as
 * lost.
 */
export const HEARTBEAT_TIMEOUT = '4s';

/**
 * How long a workflow task waits for the worker that has the workflow in its cache, before any worker may run it. A
 * worker whose event loop is blocked for that long loses its cached workflows: the next one replays them.
 */
export const STICKY_TIMEOUT = '3s';

/**
 * Timeout of a workflow task, which a worker holds that is killed while it runs workflow code. It has to exceed the SDK's
 * limit of 5 seconds for workflow code, whose error would be lost otherwise. The server's default is 10 seconds.
 */
export const WORKFLOW_TASK_TIMEOUT = '9s';
