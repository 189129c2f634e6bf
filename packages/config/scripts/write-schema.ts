// Writes the published JSON Schema, and the tables of settings in the READMEs.
import { readFile, writeFile } from 'node:fs/promises';
import { READMES, SCHEMA_FILE, schemaText, withTables } from './generated.ts';

await writeFile(SCHEMA_FILE, schemaText());
for (const file of READMES) await writeFile(file, withTables(await readFile(file, 'utf8')));
