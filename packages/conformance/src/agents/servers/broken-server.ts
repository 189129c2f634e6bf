// An MCP server that fails to start: it prints the reason, and exits.
process.stderr.write('there is no ink left\n');
process.exitCode = 3;
