import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompilerState, ConsoleMessageId, Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { ROOT } from '../packages.ts';
import type { EntryPoint } from './entry-points.ts';

const DIFF: string = ConsoleMessageId.ApiReportDiff;

/** How the API report of an entry point compares with the checked-in one. */
export interface Comparison {
  readonly entryPoint: EntryPoint;
  /** Whether the checked-in report is stale or missing. */
  readonly changed: boolean;
  /** Empty when the checked-in report is missing. */
  readonly diff: string;
}

/**
 * Compares the entry points' declarations with the API reports in a folder.
 *
 * @param update whether to write the reports that are stale or missing
 */
export function extract(
  entryPoints: readonly EntryPoint[],
  folder: string,
  update: boolean,
): readonly Comparison[] {
  const temporary = mkdtempSync(join(tmpdir(), 'mcp-agent-api-'));
  try {
    if (update) mkdirSync(folder, { recursive: true });
    const configs = entryPoints.map((entryPoint) => ({
      entryPoint,
      config: configure(entryPoint, folder, temporary),
    }));
    const compilerState = compile(configs.map(({ config }) => config));
    return configs.map(({ entryPoint, config }) => {
      let diff = '';
      const { apiReportChanged } = Extractor.invoke(config, {
        compilerState,
        localBuild: update,
        printApiReportDiff: true,
        messageCallback: (message) => {
          message.handled = true;
          // The header in front of the hunks names temporary files.
          if (message.messageId === DIFF) diff = message.text.replace(/^.*?(?=@@)/s, '');
        },
      });
      return { entryPoint, changed: apiReportChanged, diff };
    });
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Compiles all entry points as one program: their types are shared. */
function compile(configs: readonly ExtractorConfig[]): CompilerState | undefined {
  const [first, ...others] = configs;
  if (first === undefined) return undefined;
  return CompilerState.create(first, {
    additionalEntryPoints: others.map(({ mainEntryPointFilePath }) => mainEntryPointFilePath),
  });
}

function configure(
  { packageFolder, declarations, report }: EntryPoint,
  folder: string,
  temporary: string,
): ExtractorConfig {
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(packageFolder, 'package.json'),
    configObject: {
      projectFolder: packageFolder,
      mainEntryPointFilePath: declarations,
      newlineKind: 'lf',
      compiler: {
        overrideTsconfig: {
          extends: join(ROOT, 'tsconfig.base.json'),
          compilerOptions: { types: ['node'], typeRoots: [join(ROOT, 'node_modules', '@types')] },
          files: [declarations],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: report,
        reportFolder: folder,
        reportTempFolder: temporary,
        // Types that are not exported but that an exported type extends or names are part of the API.
        includeForgottenExports: true,
      },
    },
  });
}
