// How soon the loss of a worker shows: `tests/recovery` measures it. A workflow task keeps the SDK's timeout of 10 seconds:
// it has to exceed the SDK's limit of 5 seconds for workflow code, whose error would be lost otherwise.

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
