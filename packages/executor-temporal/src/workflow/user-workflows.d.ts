/** The file that the worker was given: an alias of the bundler. */
declare module 'mcp-agent-user-workflows';
