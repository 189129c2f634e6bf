import type { Server } from 'node:http';

/** Tells the harness that this process is ready, and ends it with the harness. */
export function announceReady(): void {
  // Without a channel there is no harness: the program was started by hand.
  process.send?.('ready');
}

/** Ends this process with the harness, however that ends. */
export function endWithHarness(end: () => void = () => process.exit()): void {
  process.once('disconnect', end);
  // The listener must not keep a process alive that has nothing else to do.
  process.channel?.unref();
}

/** Serves at a port of the loopback interface for as long as the harness lives. */
export function announce(server: Server, port: number): void {
  endWithHarness();
  // A connection that the server closes because it is idle is lost to a call that is sent meanwhile.
  server.keepAliveTimeout = 0;
  server.listen(port, '127.0.0.1', announceReady);
}
