export const HELP = `Runs one agent workflow, apps/playground/src/workflows/research.ts, on the engine of
your choice, shows what it does, and serves a page with more workflows, to be run
on both engines side by side.

  npm start                            in memory
  npm start -- --engine temporal       on Temporal, whose server it starts if none
                                       is configured
  npm start -- --once "What is ...?"   prints and exits, with status 0 only if the
                                       workflow completed

Options:
  --engine asyncio|temporal   default: execution_engine of mcp_agent.config.yaml,
                              else asyncio
  --once "question"           ask this, print, and exit
  --workflows FILE            show the workflows that this file exports, and run none
                              at the start
  --port N                    where the page is, on 127.0.0.1; 0 for any that is free
  -h, --help                  this

Environment:
  OPENAI_API_KEY              without it, a stand-in on this machine answers
  TEMPORAL_ADDRESS            host:port of a Temporal server that runs
  DEBUG=1                     show stacks and the engines' logs
  NO_COLOR=1                  no colours
`;
