export const HELP = `Runs the agent workflow apps/playground/src/workflows/research.ts, prints its steps, and
serves a page with more workflows, which you can run on both engines side by side.

Usage:
  npm start                            run in memory
  npm start -- --engine temporal       run on Temporal; starts a server if none is
                                       configured
  npm start -- --once "What is ...?"   print the answer and exit, with status 0 only if
                                       the workflow completed

Options:
  --engine asyncio|temporal   engine of the first run; default: execution_engine in
                              mcp_agent.config.yaml, or asyncio
  --once "question"           ask this question, print the answer, and exit
  --workflows FILE            serve the workflows that FILE exports; no first run
  --port N                    port of the page on 127.0.0.1; 0 for any free port;
                              default: 4270, or any free port
  -h, --help                  print this help

Environment:
  OPENAI_API_KEY              API key; if not set, a stand-in model on this machine answers
  TEMPORAL_ADDRESS            host:port of a running Temporal server
  DEBUG=1                     print stack traces and the logs of the engines
  NO_COLOR=1                  print without colors
`;
