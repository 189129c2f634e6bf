/** The worker's workflow file: an alias set by the bundler. */
declare module 'mcp-agent-user-workflows';
