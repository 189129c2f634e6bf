/**
 * Writes an API report for each entry point of the published packages, from their built declarations. With
 * `--check` it writes nothing, and fails when a report is stale.
 */
import { join } from 'node:path';
import { entryPointsOf } from './api-report/entry-points.ts';
import { checkReports, writeReports } from './api-report/reports.ts';
import { publishedPackages, ROOT } from './packages.ts';

const run = process.argv.includes('--check') ? checkReports : writeReports;
const { ok, output } = run(publishedPackages().flatMap(entryPointsOf), join(ROOT, 'api'));
if (output !== '') console.log(output);
process.exitCode = ok ? 0 : 1;
