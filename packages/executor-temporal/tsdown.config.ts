import { library } from '../../scripts/library.ts';

// The user's workflow file: the worker's bundler puts it there.
export default library({ deps: { neverBundle: ['mcp-agent-user-workflows'] } });
