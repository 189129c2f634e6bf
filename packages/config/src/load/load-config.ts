import { dirname, resolve } from 'node:path';
import { configFileSchema } from '../schema/json-schema.ts';
import type { Settings } from '../settings.ts';
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
import { unreadEntries } from './unread-entries.ts';
import { type ConfigWarning, configWarning, emitWarning } from './warning.ts';

/** Options for {@link loadConfig}. */
export interface LoadConfigOptions {
  /** The folder in which the search starts. Default: the working directory. */
  readonly cwd?: string;
  /** The environment variables. Default: `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Path of the configuration file, relative to `cwd`. Default: search for it. */
  readonly file?: string;
  /** Called with each warning. Default: `process.emitWarning`. */
  readonly onWarning?: (warning: ConfigWarning) => void;
}

/** A loaded configuration: the settings and their sources. */
export interface Config extends Settings {
  /** Path of the configuration file, if one was read. */
  readonly configFile?: string;
  /** Path of the secrets file, if one was read. */
  readonly secretsFile?: string;
  /** The folder in which the search started. */
  readonly cwd: string;
  /** Entries without effect: unknown and unread keys, and ignored files. */
  readonly warnings: readonly ConfigWarning[];
}

/**
 * Loads `mcp_agent.config.yaml`, overlaid by `mcp_agent.secrets.yaml` and then by the environment. Searches `cwd` and
 * its parents, each with its `.mcp-agent`, then `~/.mcp-agent`. Secrets are first looked up beside the configuration
 * file. Without files, defaults apply.
 *
 * @throws {@link ConfigurationError} for a file that cannot be read, is not YAML or has an invalid value; with the
 * file, line, path and expected value, and never with the value of a secret
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
      const hint =
        nearest === undefined
          ? 'it has no effect; remove it or correct its name'
          : `did you mean "${nearest}"?`;
      return configWarning({ ...place(node), path, message: `unknown key: ${hint}` }, nearest);
    }),
    ...unreadEntries(files, schema).map((entry) => configWarning(entry)),
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
      message: `is ignored, because ${found?.file ?? ''} takes precedence: remove one of the two`,
    }),
  );
}
