import { dirname, resolve } from 'node:path';
import { ConfigurationError } from '@mcp-agent/core/errors';
import { configFileSchema } from '../schema/json-schema.ts';
import type { Settings } from '../settings.ts';
import { bind, place, type UnknownKey } from './bind.ts';
import { mergeEnvironment } from './environment.ts';
import { type Environment, type FoundFile, findFile, searchFolders } from './find-files.ts';
import { judge } from './judge.ts';
import { overlay } from './merge.ts';
import { parseYaml } from './parse-yaml.ts';
import { combineErrors, configurationError, type Problem } from './problem.ts';
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
 * @throws {@link ConfigurationError} for files that cannot be read, are not YAML or have invalid values: with the file,
 * line, path and expected value of every problem and every unknown key, and never with the value of a secret
 */
export async function loadConfig(options: LoadConfigOptions = {}): Promise<Config> {
  const { env = process.env, onWarning = emitWarning } = options;
  const cwd = resolve(options.cwd ?? process.cwd());
  const found = await findFiles(cwd, env, options.file);
  const schema = configFileSchema();
  const files = await readLayers(found);
  const tree = mergeEnvironment(files, schema, env);
  const bound = bind(tree, schema, env);
  const { settings, problems } = judge(bound.value, tree, schema, bound.problems);
  const unknownKeys = bound.unknownKeys.map((key) => ({ ...key, ...unknownKey(key) }));
  const unread = unreadEntries(files, schema);
  // The next run would only report the rest.
  if (settings === undefined) throw configurationError(...problems, ...unknownKeys, ...unread);

  const warnings = [
    ...[found.config, found.secrets].flatMap((one) => ignoredFiles(one)),
    ...unknownKeys.map((key) => configWarning(key, key.nearest)),
    ...unread.map((entry) => configWarning(entry)),
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

/** @throws {@link ConfigurationError} with the problems of both files */
async function readLayers({ config, secrets }: FoundFiles): Promise<TreeNode> {
  const layers = await Promise.allSettled([
    ...(config === undefined ? [] : [readLayer({ kind: 'config', name: config.file })]),
    ...(secrets === undefined ? [] : [readLayer({ kind: 'secrets', name: secrets.file })]),
  ]);
  let tree: TreeNode = { kind: 'map', entries: new Map(), source: { kind: 'config', name: '' } };
  const errors: ConfigurationError[] = [];
  for (const layer of layers) {
    if (layer.status === 'fulfilled') tree = overlay(tree, layer.value);
    else if (ConfigurationError.isInstance(layer.reason)) errors.push(layer.reason);
    else throw layer.reason;
  }
  if (errors.length > 0) throw combineErrors(errors);
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

function unknownKey({ node, path, nearest }: UnknownKey): Problem {
  const hint =
    nearest === undefined ? 'it has no effect; remove it or correct its name' : `did you mean "${nearest}"?`;
  return { ...place(node), path, message: `unknown key: ${hint}` };
}

function ignoredFiles(found: FoundFile | undefined): ConfigWarning[] {
  return (found?.ignored ?? []).map((name) =>
    configWarning({
      source: { kind: 'config', name },
      message: `is ignored, because ${found?.file ?? ''} takes precedence: remove one of the two`,
    }),
  );
}
