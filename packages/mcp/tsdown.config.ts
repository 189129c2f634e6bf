import { library } from '../../scripts/library.ts';

// The thread that checks schemas is started by the address of its file.
export default library({ entry: ['src/index.ts', 'src/schema-worker.ts'] });
