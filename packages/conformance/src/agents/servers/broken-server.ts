// An MCP server that cannot start: it says why, and ends.
process.stderr.write('there is no ink left\n');
process.exitCode = 3;
