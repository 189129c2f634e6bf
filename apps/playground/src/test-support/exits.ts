// An engine's program that exits at the start.
process.exit(3);
