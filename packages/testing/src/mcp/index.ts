export type { TestToolCall } from './call-log.ts';
export { startMcpServer, type TestMcpServer, type TestMcpServerOptions } from './server.ts';
