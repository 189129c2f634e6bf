import { dirname, resolve } from 'node:path';
import type { Settings } from '../schema/config.ts';
import { configFileSchema } from '../schema/json-schema.ts';
import { bind, place } from './bind.ts';
import { mergeEnvironment } from './environment.ts';
import { type Environment, type FoundFile, findFile, searchFolders } from './find-files.ts';
import { judge } from './judge.ts';
import { overlay } from './merge.ts';
import { parseYaml } from './parse-yaml.ts';
import { configurationError } from './problem.ts';
import { readConfigFile } from './read-file.ts';
import { hideSecrets } from './secret.ts';
import type { Source, TreeNode } from './tree.ts';
import { unusedKeys } from './unused.ts';
import { type ConfigWarning, configWarning, emitWarning } from './warning.ts';

/** What {@link loadConfig} may be told. */
export interface LoadConfigOptions {
  /** The folder that the search starts in. Default: the working directory. */
  readonly cwd?: string;
  /** The environment. Default: `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The configuration file, in place of a search for it; relative to `cwd`. */
  readonly file?: string;
  /** Is told of each warning. Default: `process.emitWarning`. */
  readonly onWarning?: (warning: ConfigWarning) => void;
}

/** A loaded configuration: its settings, and where they come from. */
export interface Config extends Settings {
  /** The configuration file that was read. */
  readonly configFile?: string;
  /** The secrets file that was read. */
  readonly secretsFile?: string;
  /** The folder that the search started in. */
  readonly cwd: string;
  /** What has no effect: keys that are not known, or that nothing uses, and files that are not read. */
  readonly warnings: readonly ConfigWarning[];
}

/**
 * Reads `mcp_agent.config.yaml`, over it `mcp_agent.secrets.yaml`, over both the environment. The files are
 * looked for from `cwd` upwards, in each folder and its `.mcp-agent`, then in `~/.mcp-agent`; secrets first
 * beside the configuration. Without any file there are the defaults.
 *
 * @throws {@link ConfigurationError} for a file that cannot be read, is not YAML or has a bad value; with the
 * file, the line, the path and what was expected, and never with the value of a secret
 */
export async function loadConfig(options: LoadConfigOptions = {}): Promise<Config> {
  const { env = process.env, onWarning = emitWarning } = options;
  const cwd = resolve(options.cwd ?? process.cwd());
  const found = await findFiles(cwd, env, options.file);
  const schema = configFileSchema();
  const files = await readLayers(found);
  const tree = mergeEnvironment(files, schema, env);
  const bound = bind(tree, schema, env);
  if (bound.problems.length > 0) throw configurationError(...bound.problems);
  const settings = judge(bound.value, tree, schema);

  const warnings = [
    ...[found.config, found.secrets].flatMap((one) => ignoredFiles(one)),
    ...bound.unknownKeys.map(({ node, path, nearest }) => {
      const hint = nearest === undefined ? 'it has no effect' : `did you mean "${nearest}"?`;
      return configWarning({ ...place(node), path, message: `unknown key: ${hint}` }, nearest);
    }),
    ...unusedKeys(files, schema).map((unused) => configWarning(unused)),
  ];
  for (const warning of warnings) onWarning(warning);
  return hideSecrets(
    {
      ...settings,
      ...(found.config === undefined ? {} : { configFile: found.config.file }),
      ...(found.secrets === undefined ? {} : { secretsFile: found.secrets.file }),
      cwd,
      warnings,
    },
    bound.secrets,
  );
}

interface FoundFiles {
  readonly config?: FoundFile | undefined;
  readonly secrets?: FoundFile | undefined;
}

async function findFiles(cwd: string, env: Environment, file: string | undefined): Promise<FoundFiles> {
  const folders = searchFolders(cwd, env);
  const config =
    file === undefined ? await findFile('config', folders) : { file: resolve(cwd, file), ignored: [] };
  const beside = config === undefined ? [] : [dirname(config.file)];
  return { config, secrets: await findFile('secrets', [...beside, ...folders]) };
}

async function readLayers({ config, secrets }: FoundFiles): Promise<TreeNode> {
  let tree: TreeNode = { kind: 'map', entries: new Map(), source: { kind: 'config', name: '' } };
  if (config !== undefined) tree = overlay(tree, await readLayer({ kind: 'config', name: config.file }));
  if (secrets !== undefined) tree = overlay(tree, await readLayer({ kind: 'secrets', name: secrets.file }));
  return tree;
}

async function readLayer(source: Source): Promise<TreeNode> {
  const tree = parseYaml(await readConfigFile(source), source);
  if (tree === undefined || (tree.kind === 'scalar' && tree.value === null)) {
    return { kind: 'map', entries: new Map(), source };
  }
  if (tree.kind === 'map') return tree;
  const found = tree.kind === 'list' ? 'a list' : 'a single value';
  const message = `expected a map of keys such as "execution_engine: asyncio", found ${found}`;
  throw configurationError({ ...place(tree), message });
}

function ignoredFiles(found: FoundFile | undefined): ConfigWarning[] {
  return (found?.ignored ?? []).map((name) =>
    configWarning({
      source: { kind: 'config', name },
      message: `is not read, because ${found?.file ?? ''} lies beside it: remove one of the two`,
    }),
  );
}
