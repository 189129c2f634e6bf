// Writes the JSON Schema that is published with this package, and the table of keys in the README.
import { readFile, writeFile } from 'node:fs/promises';
import { README_FILE, SCHEMA_FILE, readmeWithKeys, schemaText } from './generated.ts';

await writeFile(SCHEMA_FILE, schemaText());
await writeFile(README_FILE, readmeWithKeys(await readFile(README_FILE, 'utf8')));
