/** Writes an API report for each entry point of the published packages, from their built declarations. */
import { API_FOLDER, entryPointsOf } from './api-report/entry-points.ts';
import { writeReports } from './api-report/reports.ts';
import { publishedPackages } from './packages.ts';

for (const line of writeReports(publishedPackages().flatMap(entryPointsOf), API_FOLDER)) console.log(line);
